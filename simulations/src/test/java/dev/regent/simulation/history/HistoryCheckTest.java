package dev.regent.simulation.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.protocol.MonotonicTime;
import dev.regent.simulation.history.Operation.Append;
import dev.regent.simulation.history.Operation.Done;
import dev.regent.simulation.history.Operation.Read;
import dev.regent.simulation.history.Operation.Refused;
import dev.regent.simulation.history.Operation.Unknown;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Each violation is planted into a history that is sound without it. */
class HistoryCheckTest {
  private static final int KEY = 7;

  /** Two clients; 3 overlaps with 2, 4 has no known result, 5 was refused. */
  private static final List<Operation> SOUND =
      List.of(
          append(1, 10, 20, new Done(List.of(1))),
          append(2, 30, 50, new Done(List.of(1, 3, 2))),
          append(3, 35, 55, new Done(List.of(1, 3))),
          append(4, 60, 90, new Unknown()),
          append(5, 60, 70, new Refused()),
          read(95, 99, List.of(1, 3, 2)));

  @Test
  void aSoundHistoryHasNone() {
    assertThat(check(SOUND, 1, 3, 2)).isEmpty();
  }

  @Test
  void anAppendOfUnknownResultMayBeThere() {
    assertThat(check(SOUND, 1, 3, 2, 4)).isEmpty();
  }

  @Test
  void anAcknowledgedAppendThatIsMissingIsLost() {
    assertThat(check(SOUND.subList(0, 1))).anySatisfy(is(Violation.Lost.class));
    assertThat(check(SOUND, 1, 3)).anySatisfy(is(Violation.Lost.class));
  }

  @Test
  void aListThatIsMissingAltogetherIsLost() {
    assertThat(HistoryCheck.check(SOUND, Map.of())).anySatisfy(is(Violation.Lost.class));
  }

  @Test
  void aValueThatNobodyAppendedIsAPhantom() {
    assertThat(check(SOUND, 1, 3, 2, 6)).singleElement().satisfies(is(Violation.Phantom.class));
  }

  @Test
  void aRefusedAppendThatIsThereIsAPhantom() {
    assertThat(check(SOUND, 1, 3, 2, 5)).singleElement().satisfies(is(Violation.Phantom.class));
  }

  @Test
  void aValueThatIsThereTwiceIsAPhantom() {
    assertThat(check(SOUND, 1, 3, 2, 3)).singleElement().satisfies(is(Violation.Phantom.class));
  }

  @Test
  void aListThatIsNoBeginningOfTheEndIsReordered() {
    assertThat(check(with(SOUND, read(95, 99, List.of(1, 2, 3))), 1, 3, 2))
        .anySatisfy(is(Violation.Reordered.class));
  }

  @Test
  void anAcknowledgedAppendBeforeAnEarlierOneIsReordered() {
    List<Operation> history =
        List.of(append(1, 10, 20, new Unknown()), append(2, 5, 8, new Done(List.of(2))));
    assertThat(check(history, 1, 2)).anySatisfy(is(Violation.Reordered.class));
    assertThat(check(history, 2, 1)).isEmpty();
  }

  @Test
  void aListWithoutWhatWasAcknowledgedBeforeIsStale() {
    assertThat(check(with(SOUND, read(56, 58, List.of(1, 3))), 1, 3, 2))
        .singleElement()
        .satisfies(is(Violation.Stale.class));
    assertThat(check(with(SOUND, read(40, 58, List.of(1, 3))), 1, 3, 2)).isEmpty();
  }

  @Test
  void keysDoNotMeet() {
    List<Operation> history =
        with(SOUND, new Operation(3, 8, new Append(9), time(1), time(2), new Done(List.of(9))));
    assertThat(HistoryCheck.check(history, Map.of(KEY, List.of(1, 3, 2), 8, List.of(9)))).isEmpty();
  }

  private static List<Violation> check(List<Operation> history, Integer... end) {
    return HistoryCheck.check(history, Map.of(KEY, List.of(end)));
  }

  private static List<Operation> with(List<Operation> history, Operation more) {
    List<Operation> longer = new ArrayList<>(history);
    longer.add(more);
    return longer;
  }

  private static Consumer<Violation> is(Class<? extends Violation> kind) {
    return violation -> assertThat(violation).isInstanceOf(kind);
  }

  private static Operation append(int value, long from, long to, Operation.Result result) {
    return new Operation(1, KEY, new Append(value), time(from), time(to), result);
  }

  private static Operation read(long from, long to, List<Integer> list) {
    return new Operation(2, KEY, new Read(), time(from), time(to), new Done(list));
  }

  private static MonotonicTime time(long nanos) {
    return new MonotonicTime(nanos);
  }
}
