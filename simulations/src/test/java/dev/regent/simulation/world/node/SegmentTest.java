package dev.regent.simulation.world.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.protocol.NodeId;
import dev.regent.simulation.world.base.Agenda;
import dev.regent.simulation.world.base.Nanos;
import dev.regent.simulation.world.base.Network;
import dev.regent.simulation.world.base.SplitMix;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The VIP goes from a to b. */
class SegmentTest {
  private static final NodeId A = new NodeId("a");
  private static final NodeId B = new NodeId("b");

  private final Agenda agenda = new Agenda();
  private final Network network = new Network(agenda, new SplitMix(1));
  private final Segment segment = new Segment(agenda, network);

  @BeforeEach
  void isAtA() {
    segment.card(A).holdVip(Long.MAX_VALUE);
    segment.announce(A);
  }

  private void goesToB() {
    segment.card(A).dropVip();
    segment.card(B).holdVip(Long.MAX_VALUE);
    segment.announce(B);
  }

  private void pass(long nanos) {
    agenda.step(agenda.now() + nanos);
  }

  @Test
  void clientsFollowWhatIsAnnounced() {
    assertThat(segment.leadsTo(A)).isTrue();
    assertThat(segment.leadsTo(B)).isFalse();

    goesToB();

    assertThat(segment.leadsTo(A)).isFalse();
    assertThat(segment.leadsTo(B)).isTrue();
  }

  @Test
  void whoHeardNothingGoesOnSendingToTheOldOneForAMinute() {
    segment.lose(B);
    goesToB();

    pass(59 * Nanos.SECOND);
    assertThat(segment.leadsTo(B)).isFalse();

    pass(Nanos.SECOND);
    assertThat(segment.leadsTo(B)).isTrue();
  }

  @Test
  void whoAnswersIsBelievedForEver() {
    segment.lose(B);
    segment.card(B).holdVip(Long.MAX_VALUE);
    segment.announce(B);

    pass(50 * Nanos.SECOND);
    assertThat(segment.leadsTo(A)).isTrue();
    pass(50 * Nanos.SECOND);

    assertThat(segment.leadsTo(A)).isTrue();
    assertThat(segment.leadsTo(B)).isFalse();
  }

  @Test
  void onceTheNetworkIsMendedTheNextAnnouncementIsHeard() {
    segment.lose(B);
    goesToB();
    segment.heal();

    segment.announce(B);

    assertThat(segment.leadsTo(B)).isTrue();
  }

  @Test
  void anAddressThatSomebodyAnswersForIsTaken() {
    assertThat(segment.isTaken(B)).isTrue();
    assertThat(segment.isTaken(A)).isFalse();

    network.link(A, B).cut(true);
    assertThat(segment.isTaken(B)).isFalse();

    network.heal();
    segment.card(A).freeze(true);
    assertThat(segment.isTaken(B)).isFalse();
  }

  @Test
  void theKernelTakesItAwayWhenItsTimeIsUp() {
    segment.card(A).holdVip(agenda.now() + Nanos.SECOND);

    pass(Nanos.SECOND);

    assertThat(segment.card(A).hasVip()).isFalse();
    assertThat(segment.leadsTo(A)).isFalse();
  }
}
