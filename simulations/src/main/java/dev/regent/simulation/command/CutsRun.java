package dev.regent.simulation.command;

import dev.regent.agent.cli.ExitCodes;
import dev.regent.agent.cli.Terminal;
import dev.regent.protocol.NodeId;
import dev.regent.simulation.liveness.CutRun;
import dev.regent.simulation.liveness.CutTable;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Prints what becomes of every cut of a network of three nodes. */
final class CutsRun {
  private CutsRun() {}

  static int run(List<String> arguments, Terminal terminal) throws Words.Wrong {
    if (!Words.of("simulate", arguments, Map.of()).plain().isEmpty()) {
      throw new Words.Wrong("not understood: " + arguments.getFirst());
    }
    terminal
        .out()
        .println("cut        leader  primary  third node   settled ms   then leader  then primary");
    List<CutTable.Row> rows = CutTable.rows();
    Duration slowest = Duration.ZERO;
    int failed = 0;
    for (CutTable.Row row : rows) {
      CutRun.Result result = CutRun.of(row);
      terminal.out().println(line(result));
      Duration settled = result.settled().orElse(Duration.ZERO);
      slowest = settled.compareTo(slowest) > 0 ? settled : slowest;
      failed += result.settled().isPresent() ? 0 : 1;
    }
    terminal
        .out()
        .printf(
            Locale.ROOT,
            "%d rows, %d never settled, the slowest of the others after %d ms; bound %d ms%n",
            rows.size(),
            failed,
            slowest.toMillis(),
            CutTable.BOUND.toMillis());
    return failed == 0 ? ExitCodes.OK : ExitCodes.FAILED;
  }

  private static String line(CutRun.Result result) {
    CutTable.Row row = result.row();
    return String.format(
        Locale.ROOT,
        "%-10s %-7s %-8s %-10s %12s   %-12s %-12s %s",
        row.cut().name(),
        row.leader(),
        row.primary(),
        row.slow() ? "slow" : "fast",
        result.settled().map(time -> String.valueOf(time.toMillis())).orElse("never"),
        name(result.leader()),
        name(result.primary()),
        result.missing().orElse(""));
  }

  private static String name(Optional<NodeId> node) {
    return node.map(NodeId::name).orElse("-");
  }
}
