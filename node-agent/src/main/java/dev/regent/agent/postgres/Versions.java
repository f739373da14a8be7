package dev.regent.agent.postgres;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The major version of the programs. */
final class Versions {
  private static final int OLDEST = 13;
  private static final int NEWEST = 18;
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final Pattern MAJOR = Pattern.compile("\\(PostgreSQL\\) (\\d+)");

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
    return major;
  }
}
