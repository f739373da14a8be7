package dev.regent.simulation.lab;

import dev.regent.agent.cli.Terminal;
import dev.regent.simulation.command.Words;
import dev.regent.simulation.demo.Screen;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Where labs are made.
 *
 * @param id of the lab; nobody else may be using it
 * @param directory its files go there, or beside when PostgreSQL's user may not
 */
public record Site(String id, Path directory, Consumer<String> say) {

  /** As the command line says. */
  public static Site of(Words words, Terminal terminal, Screen screen, String otherwise)
      throws Words.Wrong {
    String id = words.text("--id").orElse(otherwise);
    if (!id.matches("[a-z0-9]{1,12}")) {
      throw new Words.Wrong("--id is 1 to 12 small letters and digits, got: " + id);
    }
    Path base = terminal.directory().toAbsolutePath().normalize();
    return new Site(id, base.resolve(".regent").resolve("lab-" + id), screen::say);
  }

  /** Keeps the logs of a place, which a later lab removes; gives where. */
  public Path keepLogs(Path root, String name) {
    Path to = directory.resolveSibling(directory.getFileName() + "-logs").resolve(name);
    Logs.keep(root, to);
    return to;
  }
}
