package dev.regent.simulation.incident;

import dev.regent.simulation.incident.Recorded.Moment;
import dev.regent.simulation.scenario.Recording;
import dev.regent.simulation.scenario.Recording.Kind;
import dev.regent.simulation.scenario.Recording.Mark;
import dev.regent.simulation.world.base.Nanos;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A record and its replay, aligned: the longest sequence of transitions that both have in the same
 * order stands side by side, what only one of them has stands alone.
 */
public final class Comparison {
  private final List<Row> rows;

  private Comparison(List<Row> rows) {
    this.rows = List.copyOf(rows);
  }

  /**
   * One transition. Times are virtual nanoseconds of the replay.
   *
   * @param cause the steps that stand for it
   */
  public record Row(
      OptionalLong recorded, OptionalLong replayed, String event, String why, String cause) {
    public boolean isBoth() {
      return recorded.isPresent() && replayed.isPresent();
    }
  }

  /** A transition of the replay. */
  private record Replayed(long at, Key key) {}

  static Comparison of(Incident incident, Recording replay) {
    return new Comparison(align(incident.causes(), replayed(incident, replay)));
  }

  private static List<Replayed> replayed(Incident incident, Recording replay) {
    return replay.marks().stream()
        .filter(mark -> mark.kind() == Kind.DECISION)
        .filter(mark -> mark.at() >= Nanos.of(incident.begins()))
        .map(mark -> new Replayed(mark.at(), key(mark)))
        .toList();
  }

  /** As the recorder writes it: {@code event node: why}. */
  private static Key key(Mark mark) {
    String[] parts = mark.text().split(": ", 2);
    return new Key(parts[0], parts[parts.length - 1], false);
  }

  private static List<Row> align(List<Cause> recorded, List<Replayed> replayed) {
    int[][] common = common(recorded, replayed);
    List<Row> rows = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < recorded.size() || j < replayed.size()) {
      boolean isOneLeft = i < recorded.size() && j < replayed.size();
      if (isOneLeft && isSame(recorded.get(i), replayed.get(j))) {
        rows.add(row(Optional.of(recorded.get(i)), Optional.of(replayed.get(j))));
        i++;
        j++;
      } else if (j == replayed.size() || (isOneLeft && common[i + 1][j] >= common[i][j + 1])) {
        rows.add(row(Optional.of(recorded.get(i)), Optional.empty()));
        i++;
      } else {
        rows.add(row(Optional.empty(), Optional.of(replayed.get(j))));
        j++;
      }
    }
    return rows;
  }

  /** How many transitions the rests from each place on have in common, in order. */
  private static int[][] common(List<Cause> recorded, List<Replayed> replayed) {
    int[][] common = new int[recorded.size() + 1][replayed.size() + 1];
    for (int i = recorded.size() - 1; i >= 0; i--) {
      for (int j = replayed.size() - 1; j >= 0; j--) {
        common[i][j] =
            isSame(recorded.get(i), replayed.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    return common;
  }

  private static boolean isSame(Cause recorded, Replayed replayed) {
    return recorded.moment().transition().key().isSame(replayed.key());
  }

  private static Row row(Optional<Cause> recorded, Optional<Replayed> replayed) {
    Optional<Moment> moment = recorded.map(Cause::moment);
    Key key =
        moment.map(it -> it.transition().key()).or(() -> replayed.map(Replayed::key)).orElseThrow();
    String cause =
        recorded
            .map(it -> String.join("; ", it.steps().stream().map(s -> s.line()).toList()))
            .orElse("");
    return new Row(
        moment.map(it -> OptionalLong.of(Nanos.of(it.at()))).orElseGet(OptionalLong::empty),
        replayed.map(it -> OptionalLong.of(it.at())).orElseGet(OptionalLong::empty),
        key.event(),
        key.why(),
        cause);
  }

  public List<Row> rows() {
    return rows;
  }

  /** How many transitions both have, in the same order. */
  public long same() {
    return rows.stream().filter(Row::isBoth).count();
  }

  public long onlyRecorded() {
    return rows.stream().filter(row -> row.replayed().isEmpty()).count();
  }

  public long onlyReplayed() {
    return rows.stream().filter(row -> row.recorded().isEmpty()).count();
  }
}
