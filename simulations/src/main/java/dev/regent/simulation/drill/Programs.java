package dev.regent.simulation.drill;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * PostgreSQL's programs, run as a person would by hand.
 *
 * @param directory where initdb and pg_ctl are
 * @param osUser who runs them when this process is root
 */
public record Programs(Path directory, String osUser) {

  /** Whether this process may become another user. */
  public static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  /**
   * Starts a program that goes on by itself.
   *
   * @param output where it prints to; appended
   */
  public Process start(Path output, String program, List<String> arguments) {
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      command.addAll(List.of("setpriv", "--reuid=" + osUser, "--regid=" + osUser, "--init-groups"));
    }
    command.add(directory.resolve(program).toString());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.environment().put("LC_ALL", "C");
    builder.directory(new File("/"));
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
    try {
      return builder.start();
    } catch (IOException failed) {
      throw new DrillFailed("cannot run " + program + ": " + failed.getMessage(), failed);
    }
  }

  /**
   * Runs a program to its end.
   *
   * @throws DrillFailed when it fails
   */
  public void run(Path output, String program, List<String> arguments) {
    try {
      int code = start(output, program, arguments).waitFor();
      if (code != 0) {
        throw new DrillFailed("%s ended with %d: see %s".formatted(program, code, output));
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new DrillFailed("interrupted while running " + program, stop);
    }
  }
}
