package dev.regent.agent.guard.core;

import static dev.regent.agent.guard.core.GuardPlay.arm;
import static dev.regent.agent.guard.core.GuardPlay.second;
import static dev.regent.agent.guard.core.GuardPlay.token;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** P1: the VIP is here only under the armed token. */
class VipTest {
  @Test
  void isAddedUnderTheArmedToken() {
    GuardPlay guard = GuardPlay.primary().ask(add(1, 5));

    assertThat(guard.only(GuardEffect.AddVip.class).lifetime()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void isRefusedUnderAnyOther() {
    GuardPlay.begin().ask(add(1, 5)).refused();
    GuardPlay.primary().ask(add(2, 5)).refused();
    GuardPlay.primary().at(10).ask(add(1, 5)).refused();
  }

  @Test
  void livesInTheKernelNoLongerThanTheDeadline() {
    GuardPlay guard = GuardPlay.primary().at(7).ask(add(1, 60));

    assertThat(guard.only(GuardEffect.AddVip.class).lifetime()).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void isNotAddedForLessThanASecond() {
    GuardPlay.primary().ask(new GuardCommand.AddVip(token(1), Duration.ofMillis(900))).refused();
  }

  @Test
  void hasNoLifetimeWhenTheLeaseIsTooShortForOne() {
    GuardPlay guard = GuardPlay.primary().ask(add(1, 0));

    assertThat(guard.only(GuardEffect.AddVip.class).lifetime()).isEqualTo(Duration.ZERO);
  }

  @Test
  void mayNotStayWhenItsTokenEndedOrItWasDroppedMeanwhile() {
    GuardPlay guard = GuardPlay.primary().ask(add(1, 5));
    assertThat(GuardRules.mayHoldVip(guard.state(), token(1), second(3))).isTrue();
    assertThat(GuardRules.mayHoldVip(guard.state(), token(1), second(10))).isFalse();

    guard.ask(new GuardCommand.DropVip());

    assertThat(GuardRules.mayHoldVip(guard.state(), token(1), second(3))).isFalse();
  }

  @Test
  void isDroppedUntilThatWorked() {
    GuardPlay guard = GuardPlay.primary().ask(add(1, 5)).at(10).tick();
    GuardEffect.DropVip drop = guard.only(GuardEffect.DropVip.class);

    guard.input(new GuardInput.VipEnded(drop, Optional.of("ip failed"))).killed().tick();
    guard.only(GuardEffect.DropVip.class);
    guard.input(new GuardInput.VipEnded(drop, Optional.empty()));

    assertThat(guard.state().vip()).isEqualTo(Vip.ABSENT);
  }

  @Test
  void isDroppedWhenItsTokenDiesBeforeTheDeadline() {
    GuardPlay guard = GuardPlay.primary().ask(add(1, 5));

    guard.ask(new GuardCommand.MarkDead(token(1))).done();

    guard.only(GuardEffect.DropVip.class);
  }

  @Test
  void staysWhenATokenDiesThatIsNotTheArmedOne() {
    GuardPlay guard = GuardPlay.primary().at(2).ask(arm(3, 20)).ask(add(3, 5));

    guard.ask(new GuardCommand.MarkDead(token(2))).done();

    assertThat(guard.state().vip()).isEqualTo(Vip.WANTED);
  }

  @Test
  void ofAnEarlierGuardThatAPauseKeptGoesWithTheTokenOfTheResume() {
    GuardState paused = GuardPlay.begin(true).state().withVip(Vip.UNWANTED);
    GuardPlay guard = GuardPlay.from(paused).ask(arm(1, 10)).stored();

    guard.ask(new GuardCommand.MarkDead(token(1))).done();

    guard.only(GuardEffect.DropVip.class);
  }

  @Test
  void isLookedForOnceByANewGuardThatIsToHaveOne() {
    GuardState begin = GuardPlay.begin().state().withVip(Vip.UNWANTED);

    List<GuardEffect> effects =
        GuardRules.decide(begin, new GuardInput.Tick(), second(1)).effects();

    assertThat(effects).contains(new GuardEffect.DropVip(Optional.empty()));
  }

  @Test
  void staysThroughAPauseWithoutALifetime() {
    GuardPlay guard = GuardPlay.primary().ask(add(1, 5));

    guard.ask(new GuardCommand.Pause(true)).stored().done();

    guard.only(GuardEffect.KeepVip.class);
    guard.at(20).ask(arm(2, 30)).stored().ask(add(2, 5));
    guard.only(GuardEffect.AddVip.class);
  }

  @Test
  void isAddedForASecond() {
    GuardPlay guard = GuardPlay.primary().ask(add(1, 1));

    assertThat(guard.only(GuardEffect.AddVip.class).lifetime()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void staysAbsentWhenItIsDroppedAndThereIsNone() {
    GuardPlay guard = GuardPlay.primary().ask(new GuardCommand.DropVip());

    assertThat(guard.state().vip()).isEqualTo(Vip.ABSENT);
  }

  @Test
  void isAnsweredForWhenItsChangeEnded() {
    GuardPlay guard = GuardPlay.primary().ask(add(1, 5));
    GuardEffect.AddVip add = guard.only(GuardEffect.AddVip.class);
    guard.input(new GuardInput.VipEnded(add, Optional.of("ip failed"))).refused("ip failed");

    GuardEffect.DropVip drop =
        guard.ask(new GuardCommand.DropVip()).only(GuardEffect.DropVip.class);
    guard.input(new GuardInput.VipEnded(drop, Optional.empty())).done();
  }

  private static GuardCommand add(long token, long seconds) {
    return new GuardCommand.AddVip(token(token), Duration.ofSeconds(seconds));
  }
}
