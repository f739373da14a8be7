package dev.regent.simulation.bench;

import dev.regent.agent.cli.ExitCodes;
import dev.regent.agent.cli.Terminal;
import dev.regent.simulation.bench.report.Report;
import dev.regent.simulation.command.Words;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Makes one report of what several calls of {@code bench failover} measured. */
final class JoinSession {
  static final Map<String, Boolean> OPTIONS = Map.of("--json", true, "--out", true, "--id", true);

  private final Desk desk;
  private final List<Path> files;

  JoinSession(Words words, Terminal terminal) throws Words.Wrong {
    this.desk = Desk.of(words, terminal, "failover");
    this.files = words.plain().stream().skip(1).map(terminal.directory()::resolve).toList();
    if (files.isEmpty()) {
      throw new Words.Wrong("say the files that regent bench failover wrote");
    }
  }

  int run() {
    desk.keep(Report.joined(files));
    return ExitCodes.OK;
  }
}
