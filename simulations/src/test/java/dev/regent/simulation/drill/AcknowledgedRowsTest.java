package dev.regent.simulation.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.NodeId;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AcknowledgedRowsTest {
  @Test
  void whatWasGivenUpIsNotMissedAgainAndWhatIsPromisedLaterIs() {
    AcknowledgedRows rows = new AcknowledgedRows();
    rows.add(List.of(commit(1, 1), commit(1, 2), commit(2, 1)));
    Map<Integer, BitSet> found = Map.of(1, bits(1));
    assertThat(rows.missingIn(found)).isEqualTo(2);

    rows.forgetAllBut(found);

    assertThat(rows.missingIn(found)).isZero();
    assertThat(rows.missingIn(Map.of())).isEqualTo(1);
    rows.add(List.of(commit(1, 3)));
    assertThat(rows.missingIn(found)).isEqualTo(1);
  }

  private static Commit commit(int writer, int sequence) {
    return new Commit(
        new Commit.Row(writer, sequence),
        new Commit.Reign(new NodeId("a"), 2),
        MonotonicTime.ZERO,
        MonotonicTime.ZERO);
  }

  private static BitSet bits(int... sequences) {
    BitSet bits = new BitSet();
    IntStream.of(sequences).forEach(bits::set);
    return bits;
  }
}
