package dev.regent.config.load;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValueFactory;
import dev.regent.config.settings.DataNodeSettings;
import dev.regent.config.settings.LeaseRules;
import dev.regent.config.settings.NodeRole;
import dev.regent.config.settings.Texts;
import dev.regent.config.settings.WatchdogSettings;
import dev.regent.protocol.DatabaseName;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.ProtectionMode;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The forms of all values in a configuration file. */
final class Forms {
  static final Form<NodeId> NODE =
      Form.checked(
          "a small letter, then up to 39 small letters, digits and _",
          new NodeId("unknown"),
          NodeId::new);
  static final Form<DatabaseName> DATABASE =
      Form.checked(
          "a small letter, then up to 39 small letters, digits, _ and -",
          new DatabaseName("unknown"),
          DatabaseName::new);
  static final Form<NodeRole> ROLE = Form.word(NodeRole.values());
  static final Form<ProtectionMode> MODE = Form.word(ProtectionMode.values());
  static final Form<WatchdogSettings.Mode> WATCHDOG = Form.word(WatchdogSettings.Mode.values());
  static final Form<ProfileName> PROFILE = Form.word(ProfileName.values());
  static final Form<JournalKind> JOURNAL = Form.word(JournalKind.values());

  static final Form<String> CELL_NAME =
      Form.text(Texts.CELL_NAME_ALLOWED, "unknown", Texts::isCellName);
  static final Form<String> HOST = Form.text(Texts.HOST_ALLOWED, "unknown", Texts::isHost);
  static final Form<String> VIP = Form.text(Texts.VIP_ALLOWED, "10.0.0.1/32", Texts::isVip);
  static final Form<String> DEVICE = Form.text(Texts.DEVICE_ALLOWED, "lo", Texts::isDevice);
  static final Form<String> USER = Form.text(Texts.USER_ALLOWED, "postgres", Texts::isUser);
  static final Form<String> LINE = Form.text("one line of text", "unknown", Forms::isLine);
  static final Form<String> SETTING_VALUE =
      Form.text("text without line ends", "", text -> text.chars().noneMatch(Forms::isControl));
  static final Form<String> JDBC_URL =
      Form.text(
          "jdbc:postgresql://HOST:PORT/DATABASE without a user and a password in it",
          "jdbc:postgresql://unknown/unknown",
          Pattern.compile(
                  "jdbc:postgresql://[^/?@\\s]+/[^?\\s]+(\\?(?!(.*&)?(user|password)=)\\S*)?")
              .asMatchPredicate());
  static final Form<String> PATH = Form.text("a path; ~ is not expanded", "/", Forms::isPath);

  static final Form<Integer> PORT = integer(1, 65535, Texts.PORT_ALLOWED);
  static final Form<Integer> PRIORITY =
      integer(0, DataNodeSettings.HIGHEST_PRIORITY, "a whole number from 0 to 1000");
  static final Form<Integer> CONFIRMATIONS = integer(1, 8, "a whole number from 1 to 8");
  static final Form<Integer> CLOCK_RATE_BOUND =
      integer(
          1,
          LeaseRules.HIGHEST_CLOCK_RATE_BOUND,
          "a whole number of percent from 1 to " + LeaseRules.HIGHEST_CLOCK_RATE_BOUND);

  static final Form<Duration> DURATION =
      new Form<>(
          "a time above zero with its unit, as 500 ms, 4 s or 7 days",
          Duration.ofSeconds(1),
          Forms::duration);
  static final Form<Duration> WAIT =
      new Form<>("a time with its unit, as 500 ms or 10 s, or 0 s", Duration.ZERO, Forms::wait);
  static final Form<Long> SIZE =
      new Form<>("a size with its unit, as 1 MiB, or a number of bytes", 0L, Forms::size);

  private static final Duration LONGEST = Duration.ofDays(3650);
  private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,9}");
  private static final Pattern NUMBER = Pattern.compile("[-+.0-9eE]*");

  private Forms() {}

  /** The names of the profiles. */
  enum ProfileName {
    DEFAULT,
    FAST
  }

  /** The kinds of journals. */
  enum JournalKind {
    SQLITE,
    POSTGRESQL
  }

  private static Form<Integer> integer(int least, int most, String allowed) {
    return new Form<>(
        allowed,
        least,
        text ->
            Optional.of(text)
                .filter(WHOLE_NUMBER.asMatchPredicate())
                .map(Integer::parseInt)
                .filter(number -> number >= least && number <= most));
  }

  /** A bare number would be milliseconds to HOCON; who writes {@code ttl = 4} means seconds. */
  private static Optional<Duration> duration(String text) {
    return wait(text).filter(Duration::isPositive);
  }

  private static Optional<Duration> wait(String text) {
    return NUMBER.matcher(text).matches()
        ? Optional.empty()
        : hocon(text, config -> config.getDuration("it"))
            .filter(duration -> !duration.isNegative())
            .filter(duration -> duration.compareTo(LONGEST) <= 0);
  }

  private static Optional<Long> size(String text) {
    return hocon(text, config -> config.getBytes("it")).filter(bytes -> bytes >= 0);
  }

  private static <T> Optional<T> hocon(String text, Function<Config, T> read) {
    try {
      return Optional.of(read.apply(ConfigValueFactory.fromAnyRef(text).atKey("it")));
    } catch (ConfigException e) {
      return Optional.empty();
    }
  }

  private static boolean isLine(String text) {
    return !text.isBlank() && text.chars().noneMatch(Forms::isControl);
  }

  private static boolean isPath(String text) {
    try {
      return isLine(text) && !text.startsWith("~") && !Path.of(text).toString().isEmpty();
    } catch (InvalidPathException e) {
      return false; // a letter that this machine's encoding of file names does not have
    }
  }

  private static boolean isControl(int character) {
    return Character.isISOControl(character);
  }
}
