package dev.regent.config.load;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Keeps what may be a secret out of messages, logs and terminals. */
final class Secrets {
  private static final Pattern SECRET =
      Pattern.compile("(?is).*(passw|pwd|passphrase|secret|token|credential|private).*");
  private static final Pattern URL_WITH_USER = Pattern.compile("(?s).*://[^/]*@.*");

  /** From the first quote to the last, since what is between may have quotes of its own. */
  private static final Pattern QUOTED = Pattern.compile("(?s)'(?!.'[^']*$).*'");

  private Secrets() {}

  /** The value as it may be shown; empty when key or value tell of a secret. */
  static Optional<String> shown(String key, String value) {
    boolean mayBeSecret =
        Stream.of(key, value).anyMatch(text -> SECRET.matcher(text).matches())
            || URL_WITH_USER.matcher(value).matches();
    return mayBeSecret ? Optional.empty() : Optional.of(value.lines().findFirst().orElse("\"\""));
  }

  /** A message of the HOCON parser without the words of the file that it quotes; signs are left. */
  static String withoutQuotes(String message) {
    return QUOTED.matcher(message).replaceAll("this");
  }
}
