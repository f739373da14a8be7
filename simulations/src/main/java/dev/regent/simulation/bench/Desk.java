package dev.regent.simulation.bench;

import dev.regent.agent.cli.Terminal;
import dev.regent.simulation.bench.report.Picture;
import dev.regent.simulation.bench.report.Report;
import dev.regent.simulation.bench.report.Table;
import dev.regent.simulation.command.Words;
import dev.regent.simulation.demo.Screen;
import dev.regent.simulation.lab.Site;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a benchmark runs, and where its results go.
 *
 * @param name of the results' files
 */
record Desk(Site site, Screen screen, Path out, Path json, String name) {

  /** As the command line says. */
  static Desk of(Words words, Terminal terminal, String name) throws Words.Wrong {
    Screen screen = new Screen(terminal);
    Path base = terminal.directory().toAbsolutePath().normalize();
    Path out = base.resolve(words.text("--out").orElse("docs/benchmarks"));
    Path json = words.text("--json").map(base::resolve).orElse(out.resolve(name + ".json"));
    return new Desk(Site.of(words, terminal, screen, "bench"), screen, out, json, name);
  }

  /** Writes a comparison of failovers, its tables and its picture, anew each time. */
  void keep(Report report) {
    keep(report.json(), Table.of(report));
    try {
      Files.writeString(out.resolve(name + ".svg"), Picture.of(report));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Writes the results and their tables, anew each time. */
  void keep(String results, String tables) {
    try {
      Files.createDirectories(out);
      Files.writeString(json, results);
      Files.writeString(out.resolve(name + ".md"), tables);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
