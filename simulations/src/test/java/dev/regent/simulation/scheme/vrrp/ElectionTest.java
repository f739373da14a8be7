package dev.regent.simulation.scheme.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.simulation.scheme.vrrp.Election.Advert;
import dev.regent.simulation.scheme.vrrp.VrrpSettings.TrackSettings;
import dev.regent.simulation.world.base.Nanos;
import org.junit.jupiter.api.Test;

class ElectionTest {
  private static final long SECOND = Nanos.SECOND;

  private static VrrpSettings settings(int priority, int weight) {
    return new VrrpSettings(
        priority, 51, "1111", true, SECOND, new TrackSettings(weight, SECOND, 2, 1));
  }

  private static Advert advert(int address, int priority) {
    return new Advert(address, priority, 51, "1111");
  }

  @Test
  void aPositiveWeightIsAddedWhileTheCheckSucceeds() {
    assertThat(Election.priority(settings(100, 30), true)).isEqualTo(130);
    assertThat(Election.priority(settings(100, 30), false)).isEqualTo(100);
  }

  @Test
  void aNegativeWeightIsTakenOffWhileItFails() {
    assertThat(Election.priority(settings(100, -5), true)).isEqualTo(100);
    assertThat(Election.priority(settings(100, -5), false)).isEqualTo(95);
  }

  @Test
  void aPriorityStaysBetweenThoseThatMeanSomethingElse() {
    assertThat(Election.priority(settings(250, 30), true)).isEqualTo(254);
    assertThat(Election.priority(settings(3, -5), false)).isEqualTo(1);
  }

  @Test
  void aHigherPriorityWaitsLessForAMissingMaster() {
    assertThat(Election.patience(128, SECOND)).isEqualTo(3 * SECOND + SECOND / 2);
    assertThat(Election.patience(130, SECOND)).isLessThan(Election.patience(110, SECOND));
  }

  @Test
  void aBackupFollowsItsEqual() {
    assertThat(Election.isFollowed(advert(0, 95), 95, true)).isTrue();
    assertThat(Election.isFollowed(advert(0, 94), 95, true)).isFalse();
  }

  @Test
  void withoutPreemptionABackupFollowsALesserMaster() {
    assertThat(Election.isFollowed(advert(0, 1), 200, false)).isTrue();
  }

  @Test
  void ofTwoMastersTheHigherPriorityStaysAndThenTheHigherAddress() {
    assertThat(Election.givesWay(advert(1, 101), 100, 0)).isTrue();
    assertThat(Election.givesWay(advert(1, 100), 100, 0)).isTrue();
    assertThat(Election.givesWay(advert(0, 100), 100, 1)).isFalse();
    assertThat(Election.givesWay(advert(1, 99), 100, 0)).isFalse();
  }

  @Test
  void anAdvertisementOfAnotherRouterOrPasswordIsForNobodyHere() {
    assertThat(advert(1, 100).isFor(settings(100, 0))).isTrue();
    assertThat(new Advert(1, 100, 52, "1111").isFor(settings(100, 0))).isFalse();
    assertThat(new Advert(1, 100, 51, "2222").isFor(settings(100, 0))).isFalse();
  }
}
