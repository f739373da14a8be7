package dev.regent.agent.postgres;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The major version of the programs. */
final class Versions {
  private static final Logger LOG = LoggerFactory.getLogger(Versions.class);

  private static final int OLDEST = 13;
  private static final int NEWEST = 18;
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final Pattern MAJOR = Pattern.compile("\\(PostgreSQL\\) (\\d+)");

  private static final Pattern MINOR = Pattern.compile("\\(PostgreSQL\\) \\d+\\.(\\d+)");
  private static final Map<Integer, Integer> FIRST_MINOR_THAT_WAITS =
      Map.of(13, 21, 14, 18, 15, 13, 16, 9, 17, 5);

  private Versions() {}

  static int majorOf(Server server) throws JobFailed, IOException {
    String program = server.settings().program("postgres");
    String text = server.helpers().run("version", List.of(program, "--version"), LIMIT);
    Matcher matcher = MAJOR.matcher(text);
    int major = matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    if (major < OLDEST || major > NEWEST) {
      throw JobFailed.stop(
          "wrong-version",
          program + " is '%s'; Regent manages %d to %d".formatted(text.strip(), OLDEST, NEWEST));
    }
    warnIfCommitsCouldSkipTheWait(major, text);
    return major;
  }

  private static void warnIfCommitsCouldSkipTheWait(int major, String text) {
    Matcher matcher = MINOR.matcher(text);
    int minor = matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    if (minor < FIRST_MINOR_THAT_WAITS.getOrDefault(major, 0)) {
      LOG.warn(
          "version={}.{} just after a start commits could skip the synchronous wait; upgrade to {}",
          major,
          minor,
          FIRST_MINOR_THAT_WAITS.get(major));
    }
  }
}
