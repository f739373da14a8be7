package dev.regent.simulation.bench.fleet;

import dev.regent.simulation.drill.DrillFailed;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The running {@link HostsMain}, and what it said last. */
final class HostsProcess implements AutoCloseable {
  private final Process process;
  private final AtomicReference<Optional<Progress>> latest =
      new AtomicReference<>(Optional.empty());

  private HostsProcess(Process process) {
    this.process = process;
    Thread.ofPlatform().daemon().name("simulated-hosts").start(this::listen);
  }

  /**
   * Starts it.
   *
   * @param log takes what is no progress
   */
  static HostsProcess start(List<String> command, Path log) throws IOException {
    return new HostsProcess(
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start());
  }

  private void listen() {
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        Progress.parse(line).ifPresent(progress -> latest.set(Optional.of(progress)));
      }
    } catch (IOException gone) {
      // It ended; whoever waits for it sees that.
    }
  }

  /**
   * What it said last.
   *
   * @throws DrillFailed when it has ended
   */
  Optional<Progress> progress() {
    if (!process.isAlive()) {
      throw new DrillFailed("the simulated nodes ended with %d".formatted(process.exitValue()));
    }
    return latest.get();
  }

  long pid() {
    return process.pid();
  }

  /** The host of a dies. */
  void strike() {
    try {
      process.getOutputStream().write((HostsMain.STRIKE + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException gone) {
      throw new UncheckedIOException("the simulated nodes hear nothing", gone);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
