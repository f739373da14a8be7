package dev.regent.simulation.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a process has used, by /proc.
 *
 * @param residentKilobytes VmRSS: pages in memory, those shared with others too
 * @param proportionalKilobytes PSS: the same, each page divided among those that have it; 0 where
 *     the kernel hides it
 * @param cpuTicks of 10 ms, in user and kernel, its own and those of children that ended
 */
public record ProcessUse(long residentKilobytes, long proportionalKilobytes, long cpuTicks) {
  static final ProcessUse NONE = new ProcessUse(0, 0, 0);

  public static final int TICK_MILLIS = 10;

  /** utime, stime, cutime and cstime. */
  private static final int CPU = 11;

  private static final int CPU_END = 15;

  /**
   * Reads it.
   *
   * @throws IOException when there is no such process (any more)
   */
  public static ProcessUse of(long process) throws IOException {
    Path proc = Path.of("/proc", Long.toString(process));
    return new ProcessUse(
        kilobytes(Files.readAllLines(proc.resolve("status")), "VmRSS:"),
        kilobytes(rollup(proc), "Pss:"),
        ticks(Files.readString(proc.resolve("stat"))));
  }

  private static List<String> rollup(Path proc) {
    try {
      return Files.readAllLines(proc.resolve("smaps_rollup"));
    } catch (IOException hidden) {
      return List.of();
    }
  }

  static long kilobytes(List<String> lines, String name) {
    return lines.stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.replaceAll("[^0-9]", ""))
        .mapToLong(Long::parseLong)
        .findFirst()
        .orElse(0);
  }

  static long ticks(String stat) {
    // The command before it may hold blanks: only the last ')' ends it.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return List.of(fields).subList(CPU, CPU_END).stream().mapToLong(Long::parseLong).sum();
  }

  long residentMegabytes() {
    return residentKilobytes / 1024;
  }

  /** Of one core, since an earlier reading. */
  double cpuPercent(ProcessUse earlier, Duration between) {
    return 100.0 * (cpuTicks - earlier.cpuTicks) * TICK_MILLIS / between.toMillis();
  }
}
