package dev.regent.agent.process;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One process as {@code /proc/PID/stat} shows it.
 *
 * @param command the kernel's short name, at most 15 characters
 * @param state R, S, D, T, Z, X, ...
 * @param terminal whether it has a controlling terminal: a person's
 * @param startTicks clock ticks between boot and its start; with the pid it names one process
 */
public record ProcessStat(
    long pid, String command, char state, long parent, boolean terminal, long startTicks) {
  private static final int AFTER_COMMAND = 2;
  private static final int STATE = 0;
  private static final int PARENT = 1;
  private static final int TERMINAL = 4;
  private static final int START = 19;

  /** Reads it; empty when there is no such process (any more). */
  public static Optional<ProcessStat> read(long pid) {
    try (FileInputStream file = new FileInputStream("/proc/" + pid + "/stat")) {
      return Optional.of(parse(pid, new String(file.readAllBytes(), StandardCharsets.ISO_8859_1)));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  /**
   * The arguments of a process as {@code /proc/PID/cmdline} shows them, each ended by a zero byte:
   * blank of a zombie and of a process of the kernel; empty when there is none (any more).
   */
  public static Optional<String> commandLine(long pid) {
    try (FileInputStream file = new FileInputStream("/proc/" + pid + "/cmdline")) {
      return Optional.of(new String(file.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  /** A zombie or a dead one runs nothing any more; D is alive (V4). */
  public boolean isAlive() {
    return state != 'Z' && state != 'X' && state != 'x';
  }

  // The command may hold blanks and parentheses, so that only the last ')' ends it.
  static ProcessStat parse(long pid, String line) {
    int open = line.indexOf('(');
    int close = line.lastIndexOf(')');
    String[] rest = line.substring(close + AFTER_COMMAND).split(" ", -1);
    return new ProcessStat(
        pid,
        line.substring(open + 1, close),
        rest[STATE].charAt(0),
        Long.parseLong(rest[PARENT]),
        !rest[TERMINAL].equals("0"),
        Long.parseLong(rest[START].trim()));
  }
}
