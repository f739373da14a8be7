package dev.regent.simulation.command;

import dev.regent.agent.cli.ExitCodes;
import dev.regent.agent.cli.Terminal;
import dev.regent.simulation.script.Trial;
import dev.regent.simulation.world.base.Nanos;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How fast one core simulates: the same seeds again and again on one thread. The first rounds show
 * what a start costs, the last ones the speed of a long run. What is counted is the processor time
 * of that thread, which other processes of the machine take little from.
 */
final class SpeedRun {
  private static final Map<String, Boolean> OPTIONS =
      Map.of("--seeds", true, "--from", true, "--seconds", true, "--rounds", true);

  private final Terminal terminal;
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final long first;
  private final long count;
  private final long seconds;
  private final long rounds;

  private SpeedRun(Words words, Terminal terminal) throws Words.Wrong {
    this.terminal = terminal;
    this.first = words.number("--from", 2_000_001);
    this.count = Math.max(1, words.number("--seeds", 30));
    this.seconds = words.number("--seconds", 60);
    this.rounds = words.number("--rounds", 20);
    if (!words.plain().isEmpty()) {
      throw new Words.Wrong("not understood: " + words.plain().getFirst());
    }
  }

  static int run(List<String> arguments, Terminal terminal) throws Words.Wrong {
    return new SpeedRun(Words.of("simulate", arguments, OPTIONS), terminal).run();
  }

  private int run() {
    terminal
        .out()
        .printf(
            Locale.ROOT,
            "%s, %d processors, Java %s; %d seeds a round, %d s of trouble each%n",
            processor(),
            Runtime.getRuntime().availableProcessors(),
            Runtime.version(),
            count,
            seconds);
    terminal.out().println("round  seeds/s  events/virtual s  us/event  times real time");
    boolean held = true;
    for (long round = 1; round <= rounds; round++) {
      held &= round(round);
    }
    return held ? ExitCodes.OK : ExitCodes.FAILED;
  }

  private boolean round(long number) {
    long events = 0;
    long virtual = 0;
    boolean held = true;
    long began = threads.getCurrentThreadCpuTime();
    for (long seed = first; seed < first + count; seed++) {
      Trial.Outcome outcome = Trial.ofSeed(seed, seconds * Nanos.SECOND);
      events += outcome.events();
      virtual += outcome.virtualNanos();
      held &= outcome.failure().isEmpty();
    }
    double nanos = Math.max(1, threads.getCurrentThreadCpuTime() - began);
    terminal
        .out()
        .printf(
            Locale.ROOT,
            "%5d  %7.1f  %16.1f  %8.2f  %15.0f%n",
            number,
            count * 1e9 / nanos,
            events * 1e9 / virtual,
            nanos / 1e3 / events,
            virtual / nanos);
    return held;
  }

  private static String processor() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .findFirst()
          .map(line -> line.replaceFirst(".*:\\s*", ""))
          .orElse("unknown processor");
    } catch (IOException notLinux) {
      return "unknown processor";
    }
  }
}
