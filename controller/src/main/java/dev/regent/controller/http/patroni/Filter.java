package dev.regent.controller.http.patroni;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The query parameters of a health path.
 *
 * @param lagBytes how far a standby may be behind
 * @param replicationState {@code streaming} or {@code in archive recovery}
 * @param written judge {@code lag} by what was received, not by what was replayed
 * @param tagged asks for a tag; Regent has none, so nothing matches
 */
public record Filter(
    Optional<Long> lagBytes, Optional<String> replicationState, boolean written, boolean tagged) {
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,15})\\s*(B|kB|MB|GB|TB)?");
  private static final String SIZE_ALLOWED =
      "a number of bytes, or one with the unit B, kB, MB, GB or TB, as 10MB";

  /** The filter, or what is wrong with the parameters. */
  public sealed interface Parsed {
    /** It can be used. */
    record Good(Filter filter) implements Parsed {}

    /** One sentence. */
    record Bad(String message) implements Parsed {}
  }

  /** Reads the parameters that Patroni knows and ignores others, as Patroni does. */
  public static Parsed parse(Map<String, String> query) {
    Optional<String> lag = Optional.ofNullable(query.get("lag"));
    Optional<Long> bytes = lag.flatMap(Filter::bytes);
    if (lag.isPresent() && bytes.isEmpty()) {
      return new Parsed.Bad("lag is %s, got: %s".formatted(SIZE_ALLOWED, lag.get()));
    }
    String mode = query.getOrDefault("mode", "apply");
    if (!mode.equals("apply") && !mode.equals("write")) {
      return new Parsed.Bad("mode is apply or write, got: " + mode);
    }
    return new Parsed.Good(
        new Filter(
            bytes,
            Optional.ofNullable(query.get("replication_state")),
            mode.equals("write"),
            query.keySet().stream().anyMatch(name -> name.startsWith("tag_"))));
  }

  private static Optional<Long> bytes(String text) {
    Matcher size = SIZE.matcher(text.strip());
    if (!size.matches()) {
      return Optional.empty();
    }
    String unit = Optional.ofNullable(size.group(2)).orElse("B");
    long factor =
        switch (unit) {
          case "kB" -> 1L << 10;
          case "MB" -> 1L << 20;
          case "GB" -> 1L << 30;
          case "TB" -> 1L << 40;
          default -> 1L;
        };
    long number = Long.parseLong(size.group(1));
    return number <= Long.MAX_VALUE / factor ? Optional.of(number * factor) : Optional.empty();
  }

  boolean admits(Local node) {
    return !tagged && isInState(node) && isWithinLag(node);
  }

  private boolean isInState(Local node) {
    String state = node.isStreaming() ? "streaming" : "in archive recovery";
    return replicationState.isEmpty() || replicationState.get().equals(state);
  }

  /** A lag that is not known is not within any bound. */
  private boolean isWithinLag(Local node) {
    Optional<Long> lag = written ? node.writeLagBytes() : node.replayLagBytes();
    return lagBytes.isEmpty() || lag.filter(behind -> behind <= lagBytes.get()).isPresent();
  }
}
