package dev.regent.simulation.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What a process has used, by /proc.
 *
 * @param residentKilobytes VmRSS: pages in memory, those shared with others too
 * @param cpuTicks of 10 ms, in user and kernel
 */
record ProcessUse(long residentKilobytes, long cpuTicks) {
  static final ProcessUse NONE = new ProcessUse(0, 0);

  private static final int TICK_MILLIS = 10;
  private static final int USER = 11;
  private static final int KERNEL = 12;

  static ProcessUse of(long process) throws IOException {
    Path proc = Path.of("/proc", Long.toString(process));
    long resident =
        Files.readAllLines(proc.resolve("status")).stream()
            .filter(line -> line.startsWith("VmRSS:"))
            .map(line -> line.replaceAll("[^0-9]", ""))
            .mapToLong(Long::parseLong)
            .findFirst()
            .orElse(0);
    String stat = Files.readString(proc.resolve("stat"));
    // The command before it may hold blanks: only the last ')' ends it.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return new ProcessUse(resident, Long.parseLong(fields[USER]) + Long.parseLong(fields[KERNEL]));
  }

  long residentMegabytes() {
    return residentKilobytes / 1024;
  }

  /** Of one core, since an earlier reading. */
  double cpuPercent(ProcessUse earlier, Duration between) {
    return 100.0 * (cpuTicks - earlier.cpuTicks) * TICK_MILLIS / between.toMillis();
  }
}
