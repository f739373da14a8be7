package dev.regent.simulation.bench.fleet;

import dev.regent.config.load.ConfigLoader;
import dev.regent.config.load.LoadResult;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The process of {@link SimulatedHosts}. Says {@link Progress} each second on its standard output;
 * {@code strike} on its standard input kills the host of a; it ends with its input.
 */
public final class HostsMain {
  static final String STRIKE = "strike";

  private HostsMain() {}

  /** Takes the file of any node of the cell. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    switch (ConfigLoader.load(Path.of(arguments[0]))) {
      case LoadResult.Invalid invalid -> {
        System.err.println(invalid.message());
        System.exit(2);
      }
      case LoadResult.Loaded loaded -> {
        SimulatedHosts hosts = new SimulatedHosts(loaded);
        Thread.ofPlatform().daemon().name("commands").start(() -> listen(hosts));
        hosts.run();
      }
    }
  }

  private static void listen(SimulatedHosts hosts) {
    try (var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = input.readLine(); line != null; line = input.readLine()) {
        if (line.strip().equals(STRIKE)) {
          hosts.strike();
        }
      }
    } catch (IOException gone) {
      // As if it had ended.
    }
    Runtime.getRuntime().halt(0);
  }
}
