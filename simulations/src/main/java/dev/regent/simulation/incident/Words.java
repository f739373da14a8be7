package dev.regent.simulation.incident;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the sentences of a transition say beside its fields. */
record Words(Transition transition) {
  private static final Pattern SYNC =
      Pattern.compile("each write is confirmed by ([0-9]{1,4}) of ([a-z0-9_, ]+)");
  private static final Pattern ALONE = Pattern.compile("it confirms writes alone");
  private static final Pattern FOUNDERS = Pattern.compile("formation \\S+ of ([a-z0-9_, ]+)");
  private static final Pattern CONSIDERED = Pattern.compile("([a-z][a-z0-9_]*) at TL[0-9]");
  private static final Pattern PREFERRED = Pattern.compile("; ([a-z][a-z0-9_]*) is to follow");
  private static final Pattern STOPPING = Pattern.compile("^([a-z][a-z0-9_]*) is to stop so that");

  /** Who confirms writes from now on; empty when the transition does not say. */
  Optional<List<String>> members() {
    if (transition.what() == Happening.SYNC_PLANNED) {
      return Optional.empty();
    }
    Matcher some = SYNC.matcher(transition.details());
    if (some.find()) {
      return Optional.of(names(some.group(2)));
    }
    return ALONE.matcher(transition.details()).find() ? Optional.of(List.of()) : Optional.empty();
  }

  int confirmations() {
    Matcher some = SYNC.matcher(transition.details());
    return some.find() ? Integer.parseInt(some.group(1)) : 0;
  }

  /** The voters that founded the formation, when this is that. */
  List<String> founders() {
    Matcher all = FOUNDERS.matcher(transition.details());
    return all.find() ? names(all.group(1)) : List.of();
  }

  /** Whose WAL was looked at for a grant. */
  List<String> considered() {
    return CONSIDERED.matcher(transition.details()).results().map(it -> it.group(1)).toList();
  }

  /** Whom an operator wanted instead. */
  Optional<String> preferred() {
    return PREFERRED.matcher(transition.details()).results().map(it -> it.group(1)).findFirst();
  }

  /** The primary that a switchover asks to stop. */
  Optional<String> stopping() {
    return STOPPING.matcher(transition.details()).results().map(it -> it.group(1)).findFirst();
  }

  boolean isImmediate() {
    return transition.details().endsWith("stop it at once");
  }

  boolean mayLose() {
    return transition.details().contains("loss of acknowledged writes is accepted");
  }

  private static List<String> names(String list) {
    return Stream.of(list.split(","))
        .map(String::strip)
        .filter(name -> !name.isEmpty() && !name.equals("nobody"))
        .toList();
  }
}
