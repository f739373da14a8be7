package dev.regent.simulation.command;

import dev.regent.agent.cli.ExitCodes;
import dev.regent.agent.cli.SubCommand;
import dev.regent.agent.cli.Terminal;
import dev.regent.simulation.incident.BadDump;
import dev.regent.simulation.mutants.MutantsMain;
import dev.regent.simulation.scenario.BadScenario;
import java.io.IOException;
import java.util.List;

/** {@code regent simulate}: scenarios and thousands of seeds under Regent's rules. */
public final class SimulateCommand implements SubCommand {
  static final String USAGE =
      """
      regent simulate list
      regent simulate SCENARIO... [OPTION...]
      regent simulate --all
      regent simulate --from-history DUMP [OPTION...]
      regent simulate fuzz [OPTION...]
      regent simulate explore [--large]
      regent simulate cuts
      regent simulate mutants [--only ID,...] [--why]
      regent simulate speed [OPTION...]

      Plays scenarios in virtual time under the rules that the daemon runs, and checks every
      invariant after every event. SCENARIO is an id that the list shows, or a file.

        --all              every scenario that comes with Regent, a line for each
        --compare          before it, the same under the scheme of the scenario's document
        --table            a Markdown table with both outcomes, as in docs/scenarios.md
        --json             one JSON object for each scenario
        --html FILE        one scenario as a page with a picture, for a browser; needs no network
        --forms            what may happen in a scenario file and what may be expected

      --from-history: what a real cluster recorded, played again. DUMP is a file with what
      regent history --json --limit 1000 printed; also takes --html and --json

        --out FILE         the incident as a scenario file, to change it and ask what if

      explore: every order of events of the ledger and of the lease within small bounds, or large
      ones; exit code 1 when a rule was broken or a search had to give up

      cuts: every cut of a network of three nodes, with every leader and every primary, and how
      long it takes until a leased primary commits and obeys for good

      mutants: plants faults in the rules, in a checkout, and wants each found

      fuzz: random cells and faults; exit code 1 when a seed broke an invariant

        --seeds N          how many; default 1000
        --from S           the first; default 1
        --seconds T        virtual seconds of trouble in each; default 120
        --jobs J           at once; default: one for each processor
        --out DIRECTORY    where the shortest schedule of a seed that fails goes, a scenario file

      speed: how many times real time one core simulates; the same seeds in each round

        --seeds N          in a round; default 30
        --from S           the first; default 2000001
        --seconds T        virtual seconds of trouble in each; default 60
        --rounds R         default 20; the first ones show what a start costs\
      """;

  @Override
  public String name() {
    return "simulate";
  }

  @Override
  public String summary() {
    return "scenarios and random faults in virtual time, under the daemon's own rules";
  }

  @Override
  public String usage() {
    return USAGE;
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) {
    try {
      return switch (arguments.isEmpty() ? "" : arguments.getFirst()) {
        case "" -> throw new Words.Wrong("say what to simulate; see regent help simulate");
        case "explore" -> ExploreRun.run(rest(arguments), terminal);
        case "cuts" -> CutsRun.run(rest(arguments), terminal);
        case "mutants" -> MutantsMain.run(rest(arguments), terminal.out());
        case "fuzz" -> FuzzRun.run(rest(arguments), terminal);
        case "speed" -> SpeedRun.run(rest(arguments), terminal);
        case "--from-history" -> HistoryRun.run(arguments, terminal);
        default -> ScenarioRuns.run(arguments, terminal);
      };
    } catch (Words.Wrong wrong) {
      terminal.err().println("regent: " + wrong.getMessage());
      return ExitCodes.USAGE;
    } catch (BadDump | BadScenario bad) {
      terminal.err().println(bad.getMessage());
      return ExitCodes.USAGE;
    } catch (IOException unreadable) {
      terminal.err().println("regent: cannot be read or written: " + unreadable.getMessage());
      return ExitCodes.FAILED;
    }
  }

  private static List<String> rest(List<String> arguments) {
    return arguments.subList(1, arguments.size());
  }
}
