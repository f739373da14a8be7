package dev.regent.simulation.bench.cost;

import dev.regent.simulation.demo.Ending;
import dev.regent.simulation.drill.DrillFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Counts calls that wait for a disk by the kernel's own tracing (tracefs), in an instance of its
 * own: what is traced is not slowed down, unlike under strace.
 *
 * <p><b>Failure modes.</b> {@link DrillFailed} with the reason where the kernel or the container
 * does not allow it. The instance is removed by {@link #close}, also when this process is told to
 * end; what a killed one left is removed by the next of the same name.
 */
final class SyncTrace implements AutoCloseable {
  private static final Path TRACING = Path.of("/sys/kernel/tracing");
  private static final List<String> CALLS =
      List.of("fsync", "fdatasync", "sync_file_range", "sync", "syncfs", "msync");

  /** A task's name may hold anything; its number ends before the processor's. */
  private static final Pattern CALL =
      Pattern.compile(
          "^.*-(\\d+) +\\[\\d+\\].*: sys_(%s)\\(.*$".formatted(String.join("|", CALLS)));

  private static final Pattern LOST = Pattern.compile("(?m)^(overrun|dropped events): [1-9]");
  private static final int LIMIT_SECONDS = 10;

  private final Path instance;
  private final boolean mounted;
  private final Ending ending;

  private SyncTrace(Path instance, boolean mounted) {
    this.instance = instance;
    this.mounted = mounted;
    this.ending = Ending.watch(this::remove);
  }

  /**
   * Begins.
   *
   * @param name of the instance
   * @param processes whose threads are traced, and those that they start
   * @throws DrillFailed when it cannot be done here, with the reason
   */
  static SyncTrace of(String name, List<Long> processes) {
    boolean mounts = !Files.exists(TRACING.resolve("instances"));
    if (mounts) {
      mount("mount", "-t", "tracefs", "nodev", TRACING.toString());
    }
    SyncTrace trace = new SyncTrace(TRACING.resolve("instances").resolve("regent-" + name), mounts);
    try {
      trace.begin(processes);
      return trace;
    } catch (IOException refused) {
      trace.close();
      throw cannot("the kernel's tracing", refused);
    }
  }

  private void begin(List<Long> processes) throws IOException {
    if (!Files.exists(instance)) {
      Files.createDirectory(instance);
    }
    String threads =
        processes.stream()
            .flatMap(process -> threads(process).stream())
            .map(String::valueOf)
            .collect(Collectors.joining(" "));
    write("set_event_pid", threads);
    write("trace_options", "event-fork");
    for (String call : CALLS) {
      write("events/syscalls/sys_enter_%s/enable".formatted(call), "1");
    }
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(instance.resolve(file), text + "\n", StandardOpenOption.WRITE);
  }

  /** Those of a living process. */
  static List<Long> threads(long process) {
    String[] names = Path.of("/proc", Long.toString(process), "task").toFile().list();
    return names == null ? List.of() : Arrays.stream(names).map(Long::parseLong).toList();
  }

  /**
   * The calls so far.
   *
   * @param names of those processes; calls of others that they started are under {@code others}
   * @throws DrillFailed when the kernel could not keep all of them
   */
  SortedMap<String, Long> counts(Map<Long, String> names) {
    SortedMap<String, Long> counts = new TreeMap<>();
    names.values().forEach(name -> counts.put(name, 0L));
    Map<Long, String> tasks = new TreeMap<>();
    names.forEach((process, name) -> threads(process).forEach(task -> tasks.put(task, name)));
    try {
      requireWhole();
      callers(Files.readAllLines(instance.resolve("trace")))
          .forEach(
              (task, calls) -> counts.merge(tasks.getOrDefault(task, "others"), calls, Long::sum));
      return counts;
    } catch (IOException unreadable) {
      throw cannot("the kernel's trace", unreadable);
    }
  }

  private void requireWhole() throws IOException {
    try (Stream<Path> processors = Files.list(instance.resolve("per_cpu"))) {
      for (Path processor : processors.toList()) {
        if (LOST.matcher(Files.readString(processor.resolve("stats"))).find()) {
          throw new DrillFailed("syncs to disk: the kernel's trace has lost some");
        }
      }
    }
  }

  /** How often each task called, by the lines of a trace. */
  static SortedMap<Long, Long> callers(List<String> trace) {
    SortedMap<Long, Long> callers = new TreeMap<>();
    for (String line : trace) {
      Matcher call = CALL.matcher(line);
      if (call.matches()) {
        callers.merge(Long.parseLong(call.group(1)), 1L, Long::sum);
      }
    }
    return callers;
  }

  private static void mount(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new DrillFailed("syncs to disk: %s failed".formatted(String.join(" ", command)));
      }
    } catch (IOException failed) {
      throw cannot(String.join(" ", command), failed);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new DrillFailed("interrupted while mounting tracefs", stop);
    }
  }

  private static DrillFailed cannot(String what, IOException why) {
    return new DrillFailed(
        "syncs to disk: %s is not to be had here: %s".formatted(what, why.getMessage()), why);
  }

  @Override
  public void close() {
    ending.close();
    remove();
  }

  private void remove() {
    try {
      Files.deleteIfExists(instance);
      if (mounted) {
        mount("umount", TRACING.toString());
      }
    } catch (IOException | DrillFailed left) {
      System.err.println("regent: left in place: %s: %s".formatted(instance, left.getMessage()));
    }
  }
}
