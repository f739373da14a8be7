package dev.regent.simulation.bench;

import dev.regent.agent.cli.ExitCodes;
import dev.regent.agent.cli.SubCommand;
import dev.regent.agent.cli.Terminal;
import dev.regent.simulation.bench.run.Troubles;
import dev.regent.simulation.command.Words;
import dev.regent.simulation.demo.CannotStart;
import dev.regent.simulation.drill.DrillFailed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** {@code regent bench failover} and {@code regent bench cost}. */
public final class BenchCommand implements SubCommand {
  private static final String USAGE =
      """
      regent bench failover [OPTION...]
      regent bench cost [OPTION...]
      regent bench join FILE... [--out DIR]

      Both need root on Linux, iproute2 and nftables; they install the peers' packages on Debian and
      Ubuntu when they are missing. Everything they started is removed again, also after Ctrl-C.

      failover puts Regent, Patroni with etcd, and pg_auto_failover up on the same three hosts,
      one after the other, strikes each with the same faults, and measures what clients see.

        --runs N          how often; run 1 of all comes before run 2 of any; default 5
        --against LIST    patroni, pg_auto_failover, or none; default both
        --systems LIST    which of them run now: regent or one of --against; default all
        --only LIST       faults: %s; default all
        --settings LIST   default: as shipped; fast: the fastest that each allows; default default
        --mode LIST       sync, async; default sync
        --json FILE       the results; default failover.json in the directory of --out
        --out DIR         table, picture and results go there after each run; default
                          docs/benchmarks
        --id ID           of the lab that it makes; default bench
        --continue        go on with what the file of --json has, and measure the rest

      A fault of one minute takes about two, others up to one; starting a system up to one.
      Exit code 1 when Regent lost an acknowledged row, was writable twice, or was not measured.

      join FILE... [--out DIR] makes one report of what several calls wrote.

      cost measures what Regent takes of memory, processors, network and syncs to disk, at rest and
      in a failover, and what Patroni, etcd, HAProxy and keepalived take together; then what one
      witness takes for many databases, whose data nodes are simulated. Syncs are counted by the
      kernel's tracing (tracefs), where it can be had.

        --runs N          how often; default 1
        --only PART       cell: one cell of each system; fleet: many databases; default all
        --against LIST    patroni, or none; default patroni
        --rest SECONDS    how long each is watched at rest; default 60
        --databases LIST  on one witness; default 1,10,100,1000
        --json FILE, --out DIR, --id ID
                          as above; the files are called cost

      A system takes about 4 minutes, each number of databases about 4.
      Exit code 1 when something of Regent's was not measured.\
      """
          .formatted(String.join(", ", Troubles.names()));

  @Override
  public String name() {
    return "bench";
  }

  @Override
  public String summary() {
    return "Regent and its peers under the same faults, measured";
  }

  @Override
  public String usage() {
    return USAGE;
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) {
    // One address is another server in another lab: no connection may be kept for later.
    System.setProperty("http.keepAlive", "false");
    try {
      return run(arguments.isEmpty() ? "" : arguments.getFirst(), arguments, terminal);
    } catch (Words.Wrong wrong) {
      terminal.err().println("regent: " + wrong.getMessage());
      return ExitCodes.USAGE;
    } catch (CannotStart | DrillFailed refused) {
      terminal.err().println("regent: " + refused.getMessage());
      return ExitCodes.FAILED;
    } catch (IOException | UncheckedIOException failed) {
      terminal.err().println("regent: a file of the benchmark: " + failed);
      return ExitCodes.FAILED;
    }
  }

  private int run(String verb, List<String> arguments, Terminal terminal)
      throws Words.Wrong, IOException {
    return switch (verb) {
      case "failover" -> new FailoverSession(words(BenchPlan.OPTIONS, arguments), terminal).run();
      case "cost" -> new CostSession(words(CostPlan.OPTIONS, arguments), terminal).run();
      case "join" ->
          new JoinSession(Words.of(name(), arguments, JoinSession.OPTIONS), terminal).run();
      default ->
          throw new Words.Wrong("say: regent bench failover, cost or join; see regent help bench");
    };
  }

  private Words words(Map<String, Boolean> options, List<String> arguments) throws Words.Wrong {
    Words words = Words.of(name(), arguments, options);
    if (words.plain().size() > 1) {
      throw new Words.Wrong("%s is not understood".formatted(words.plain().get(1)));
    }
    return words;
  }
}
