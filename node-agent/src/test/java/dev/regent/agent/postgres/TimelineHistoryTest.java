package dev.regent.agent.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.protocol.Lsn;
import dev.regent.protocol.TimelineId;
import dev.regent.protocol.WalPosition;
import org.junit.jupiter.api.Test;

class TimelineHistoryTest {
  private static final TimelineHistory SEVEN =
      TimelineHistory.parse(
          new TimelineId(7),
          "1\t0/1500000\tno recovery target specified\n\n2\t0/3000000\tno recovery target\n");

  @Test
  void aServerThatEndsAtOrBeforeTheForkIsOnTheLine() {
    assertThat(SEVEN.contains(at(2, "0/3000000"))).isTrue();
    assertThat(SEVEN.contains(at(2, "0/2FFFFF8"))).isTrue();
    assertThat(SEVEN.contains(at(7, "0/9000000"))).isTrue();
  }

  @Test
  void aServerPastTheForkOrOnAForeignTimelineIsNot() {
    assertThat(SEVEN.contains(at(2, "0/3000028"))).isFalse();
    assertThat(SEVEN.contains(at(1, "0/1500028"))).isFalse();
    assertThat(SEVEN.contains(at(3, "0/1000000"))).isFalse();
  }

  @Test
  void aRecordBelongsToTheTimelineThatHoldsItsLastByte() {
    assertThat(SEVEN.ownerOf(Lsn.parse("0/1500000"))).isEqualTo(new TimelineId(1));
    assertThat(SEVEN.ownerOf(Lsn.parse("0/1500028"))).isEqualTo(new TimelineId(2));
    assertThat(SEVEN.ownerOf(Lsn.parse("0/3000028"))).isEqualTo(new TimelineId(7));
  }

  @Test
  void twoLinesDivergeAtTheEarlierForkFromTheNewestCommonTimeline() {
    TimelineHistory five =
        TimelineHistory.parse(new TimelineId(5), "1 0/1500000 x\n2 0/2800000 y\n");
    assertThat(SEVEN.divergence(five)).contains(at(2, "0/2800000"));
    assertThat(SEVEN.divergence(TimelineHistory.parse(new TimelineId(2), "1 0/1500000 x")))
        .contains(at(2, "0/3000000"));
  }

  private static WalPosition at(int timeline, String lsn) {
    return new WalPosition(new TimelineId(timeline), Lsn.parse(lsn));
  }
}
