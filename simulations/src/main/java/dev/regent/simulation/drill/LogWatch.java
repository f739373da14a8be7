package dev.regent.simulation.drill;

import dev.regent.protocol.MonotonicTime;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/**
 * Waits for a line in one of several growing files; only what comes after {@link #begin} counts.
 */
public final class LogWatch {
  private static final Duration PACE = Duration.ofMillis(1);

  private final List<Path> files;
  private final Pattern pattern;
  private final Map<Path, Long> from = new HashMap<>();

  private LogWatch(List<Path> files, Pattern pattern) {
    this.files = List.copyOf(files);
    this.pattern = pattern;
  }

  public static LogWatch of(List<Path> files, String pattern) {
    return new LogWatch(files, Pattern.compile(pattern));
  }

  public void begin() {
    files.forEach(file -> from.put(file, size(file)));
  }

  /**
   * Until a line is there.
   *
   * @throws DrillFailed when the limit is over
   */
  public void await(Duration limit) {
    MonotonicTime end = Ticks.now().plus(limit);
    while (files.stream().noneMatch(this::hasLine)) {
      if (Ticks.now().isAtLeast(end)) {
        throw new DrillFailed(
            "not within %d s: a line like %s in %s".formatted(limit.toSeconds(), pattern, files));
      }
      LockSupport.parkNanos(PACE.toNanos());
    }
  }

  private boolean hasLine(Path file) {
    long start = from.getOrDefault(file, 0L);
    long size = size(file);
    if (size <= start) {
      return false;
    }
    try (RandomAccessFile reader = new RandomAccessFile(file.toFile(), "r")) {
      byte[] text = new byte[(int) (size - start)];
      reader.seek(start);
      reader.readFully(text);
      return pattern.matcher(new String(text, StandardCharsets.UTF_8)).find();
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot read " + file, failed);
    }
  }

  private static long size(Path file) {
    try {
      return Files.exists(file) ? Files.size(file) : 0;
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot look at " + file, failed);
    }
  }
}
