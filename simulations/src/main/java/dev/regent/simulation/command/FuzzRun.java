package dev.regent.simulation.command;

import dev.regent.agent.cli.ExitCodes;
import dev.regent.agent.cli.Terminal;
import dev.regent.simulation.play.Shrinking;
import dev.regent.simulation.scenario.Scenario;
import dev.regent.simulation.scenario.ScenarioWriter;
import dev.regent.simulation.script.Trial;
import dev.regent.simulation.script.Variants;
import dev.regent.simulation.world.base.Nanos;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs many seeds, several at once; what a seed does never depends on the others. */
final class FuzzRun {
  private static final Map<String, Boolean> OPTIONS =
      Map.of("--seeds", true, "--from", true, "--seconds", true, "--jobs", true, "--out", true);

  private final Terminal terminal;
  private final long first;
  private final long count;
  private final long seconds;
  private final int jobs;
  private final Path directory;
  private final ProgressBar bar;
  private long events;
  private long virtual;
  private int failures;
  private final SortedSet<String> reached = new TreeSet<>();

  private FuzzRun(Words words, Terminal terminal) throws Words.Wrong {
    this.terminal = terminal;
    this.first = words.number("--from", 1);
    this.count = words.number("--seeds", 1_000);
    this.seconds = words.number("--seconds", 120);
    this.jobs =
        (int) Math.max(1, words.number("--jobs", Runtime.getRuntime().availableProcessors()));
    this.directory = terminal.directory().resolve(words.text("--out").orElse(""));
    this.bar = ProgressBar.on(terminal, false);
    if (!words.plain().isEmpty()) {
      throw new Words.Wrong("not understood: " + words.plain().getFirst());
    }
  }

  static int run(List<String> arguments, Terminal terminal) throws Words.Wrong {
    return new FuzzRun(Words.of("simulate", arguments, OPTIONS), terminal).run();
  }

  private int run() {
    long start = terminal.nanoTime().getAsLong();
    try (ExecutorService pool = Executors.newFixedThreadPool(jobs)) {
      CompletionService<Done> running = new ExecutorCompletionService<>(pool);
      long asked = Math.min(count, 2L * jobs);
      for (long seed = first; seed < first + asked; seed++) {
        running.submit(trial(seed));
      }
      for (long done = 1; done <= count; done++) {
        take(running.take());
        if (asked < count) {
          running.submit(trial(first + asked));
          asked++;
        }
        bar.stands("seeds", new ProgressBar.Count(done, count, virtual, failures));
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return ExitCodes.FAILED;
    }
    bar.clear();
    double real = (terminal.nanoTime().getAsLong() - start) / 1e9;
    terminal
        .out()
        .printf(
            Locale.ROOT,
            "%d seeds from %d, %d failed; %d events, %.1f virtual hours in %.0f s (%.0f times)%n",
            count,
            first,
            failures,
            events,
            virtual / 3.6e12,
            real,
            virtual / 1e9 / real);
    terminal
        .out()
        .printf("%d pairs of a protocol step and a fault right after it%n", reached.size());
    return failures == 0 ? ExitCodes.OK : ExitCodes.FAILED;
  }

  /** A seed that ran. */
  private record Done(long seed, Trial.Outcome outcome) {}

  private Callable<Done> trial(long seed) {
    return () -> new Done(seed, Trial.ofSeed(seed, seconds * Nanos.SECOND));
  }

  private void take(Future<Done> future) throws InterruptedException {
    try {
      Done done = future.get();
      Trial.Outcome outcome = done.outcome();
      events += outcome.events();
      virtual += outcome.virtualNanos();
      reached.addAll(outcome.reached());
      failures += outcome.failure().isPresent() ? 1 : 0;
      outcome.failure().ifPresent(text -> report(done, text));
    } catch (ExecutionException defect) {
      throw new IllegalStateException("the simulator itself failed", defect.getCause());
    }
  }

  /** Says what broke, and writes the shortest schedule that breaks it too. */
  private void report(Done done, String text) {
    bar.clear();
    terminal.out().println(text.lines().findFirst().orElse(""));
    Shrinking.Result result = Shrinking.of(scenario(done));
    if (result.outcome().passed()) {
      terminal.out().println("  the schedule alone does not show it: the seed does");
      return;
    }
    Path file = directory.resolve("fuzz-%d.conf".formatted(done.seed()));
    try {
      Files.createDirectories(directory);
      Files.writeString(file, ScenarioWriter.text(result.scenario()));
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
    terminal
        .out()
        .printf(
            "  %d of %d steps show it too: %s%n",
            result.scenario().steps().size(), done.outcome().steps().size(), file);
  }

  private Scenario scenario(Done done) {
    return new Scenario(
        "fuzz-" + done.seed(),
        "seed %d for %d s".formatted(done.seed(), seconds),
        "regent simulate fuzz",
        Variants.of(done.seed()),
        done.outcome().steps(),
        Duration.ofSeconds(seconds),
        true,
        true,
        List.of(),
        Optional.empty(),
        Optional.empty());
  }
}
