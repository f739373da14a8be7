package dev.regent.simulation.bench;

import dev.regent.simulation.bench.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a benchmark ran on. */
final class Machine {
  private static final long MEBI = 1 << 20;

  private Machine() {}

  /** Its facts by name; says how busy it was when it began. */
  static SortedMap<String, String> facts() throws IOException {
    SortedMap<String, String> facts = new TreeMap<>();
    facts.put("cores", String.valueOf(Runtime.getRuntime().availableProcessors()));
    facts.put("kernel", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    facts.put("jdk", Runtime.version().toString());
    facts.put("memory", memory());
    facts.put(Report.BEGUN, Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    facts.put("load when it began", Files.readString(Path.of("/proc/loadavg")).strip());
    return facts;
  }

  private static String memory() throws IOException {
    String line = Files.readAllLines(Path.of("/proc/meminfo")).getFirst();
    long kilobytes = Long.parseLong(line.replaceAll("[^0-9]", ""));
    return "%d MiB".formatted(kilobytes * 1024 / MEBI);
  }
}
