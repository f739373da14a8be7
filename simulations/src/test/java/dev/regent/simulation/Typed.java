package dev.regent.simulation;

import dev.regent.agent.cli.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** A terminal that remembers what was written to it. */
public final class Typed {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  public Terminal in(Path directory) {
    return new Terminal(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        false,
        Map.of(),
        directory,
        System::nanoTime);
  }

  public String said() {
    return out.toString(StandardCharsets.UTF_8);
  }

  public String complained() {
    return err.toString(StandardCharsets.UTF_8);
  }

  public void forget() {
    out.reset();
    err.reset();
  }
}
