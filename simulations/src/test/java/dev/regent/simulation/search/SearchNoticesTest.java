package dev.regent.simulation.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A search that finds nothing proves nothing unless it finds what is there: one broken rule each.
 */
class SearchNoticesTest {
  private static final long MOST = 3_000_000;

  @Test
  void aLowerTermThatIsPromised() {
    assertThat(found(ledger(2, 0), BrokenCores.promisingLowerTerms())).startsWith("L1");
  }

  @Test
  void anEntryThatIsAcceptedBelowThePromise() {
    assertThat(found(ledger(2, 0), BrokenCores.acceptingBelowThePromise())).startsWith("L1");
  }

  @Test
  void aPromiseThatDoesNotOutliveACrash() {
    assertThat(found(ledger(2, 1), BrokenCores.forgettingPromisesInACrash())).startsWith("L1");
  }

  @Test
  void aLeaderThatCommitsWithoutAMajority() {
    assertThat(found(ledger(2, 0), BrokenCores.committingWithoutAMajority())).startsWith("I4");
  }

  @Test
  void theTraceIsAShortestOne() {
    Outcome outcome = Search.run(ledger(2, 0), BrokenCores.promisingLowerTerms());

    assertThat(outcome.trace().orElseThrow().steps())
        .containsExactly(
            "a stands for leader",
            "a -> b Prepare[term=2, handOver=true]",
            "w stands for leader",
            "w -> b Prepare[term=2, handOver=true]");
  }

  @Test
  void aTakenSlotThatIsGiven() {
    assertThat(found(lease(Plot.FAILOVER, 0, 0), BrokenCores.givingTakenSlots())).startsWith("V1");
  }

  @Test
  void aBootWaitThatIsSkipped() {
    assertThat(found(lease(Plot.FAILOVER, 0, 1), BrokenCores.skippingTheBootWait()))
        .startsWith("V1");
  }

  @Test
  void aLearnerThatIsAdmittedWithAnEmptySlot() {
    assertThat(found(lease(Plot.REPLACEMENT, 0, 0), BrokenCores.admittingWithAnEmptySlot()))
        .startsWith("V1");
  }

  @Test
  void anAckOfAnEarlierRound() {
    LeaseBounds bounds = new LeaseBounds(Plot.FAILOVER, 1, 1, 2, 0, LeaseBounds.SLOWER, MOST);
    assertThat(found(bounds, BrokenCores.countingAcksOfAnyRound())).startsWith("V1");
  }

  @Test
  void clocksThatDifferByMoreThanRho() {
    LeaseBounds bounds = new LeaseBounds(Plot.FAILOVER, 1, 1, 1, 0, 0, MOST);
    assertThat(found(bounds, Core.REAL)).startsWith("V1");
  }

  @ParameterizedTest
  @EnumSource(Plot.class)
  void thatAPlotIsPlayedToItsEnd(Plot plot) {
    int crashes = plot == Plot.FENCED ? 1 : 0;

    assertThat(found(lease(plot, 0, crashes), BrokenCores.objectingToThePromotionOf(Cast.B)))
        .isEqualTo("b promotes");
  }

  private static LedgerBounds ledger(int candidacies, int crashes) {
    return new LedgerBounds(candidacies, 0, crashes, 0, false, MOST);
  }

  private static LeaseBounds lease(Plot plot, int ticks, int crashes) {
    return new LeaseBounds(plot, 1, ticks, 1, crashes, LeaseBounds.SLOWER, MOST);
  }

  private static String found(Bounds bounds, Core core) {
    return Search.run(bounds, core).trace().map(Outcome.Trace::violation).orElse("nothing");
  }
}
