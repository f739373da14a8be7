package dev.regent.controller.actor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.protocol.Term;
import dev.regent.protocol.message.Bundle;
import dev.regent.protocol.message.Envelope;
import dev.regent.protocol.message.Message;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CourierTest {
  private static final int THREADS = 4;
  private static final int EACH = 500;

  private final List<Bundle> road = new ArrayList<>();
  private final Queue<Runnable> departures = new ArrayDeque<>();
  private final Courier gathering = new Courier.Gathering(road::add, departures::add);

  @Test
  void aPromptOneTakesEachAlone() {
    Courier prompt = Courier.prompt(road::add);
    prompt.send(letter(1));
    prompt.send(letter(2));
    assertThat(road).containsExactly(bundle(1, 1), bundle(2, 2));
  }

  @Test
  void whatComesBeforeTheDepartureGoesTogetherInItsOrder() {
    gathering.send(letter(1));
    gathering.send(letter(2));
    assertThat(road).isEmpty();
    assertThat(departures).hasSize(1);
    departures.remove().run();
    assertThat(road).containsExactly(bundle(1, 2));
  }

  @Test
  void whatComesAfterItHasADepartureOfItsOwn() {
    gathering.send(letter(1));
    departures.remove().run();
    gathering.send(letter(2));
    departures.remove().run();
    assertThat(road).containsExactly(bundle(1, 1), bundle(2, 2));
  }

  @Test
  void aBundleIsNeverTooLargeForItsFrame() {
    for (int number = 1; number <= 2 * Courier.MOST + 1; number++) {
      gathering.send(letter(number));
    }
    departures.remove().run();
    int most = Courier.MOST;
    assertThat(road)
        .containsExactly(
            bundle(1, most), bundle(most + 1, 2 * most), bundle(2 * most + 1, 2 * most + 1));
  }

  @Test
  void nothingIsLostBetweenThreads() throws InterruptedException {
    Set<Envelope> arrived = ConcurrentHashMap.newKeySet();
    CountDownLatch all = new CountDownLatch(THREADS * EACH);
    Courier real =
        Courier.gathering(
            Duration.ofMillis(1),
            bundle ->
                bundle.envelopes().stream().filter(arrived::add).forEach(one -> all.countDown()));
    for (int thread = 0; thread < THREADS; thread++) {
      int first = thread * EACH;
      Thread.ofVirtual()
          .start(() -> {
            for (int number = first; number < first + EACH; number++) {
              real.send(letter(number));
            }
          });
    }
    assertThat(all.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(arrived).hasSize(THREADS * EACH);
  }

  private static Bundle bundle(int first, int last) {
    List<Envelope> letters = new ArrayList<>();
    for (int number = first; number <= last; number++) {
      letters.add(letter(number));
    }
    return new Bundle(letters);
  }

  private static Envelope letter(int number) {
    return new Envelope(
        Cells.ORDERS, Optional.empty(), Cells.A, Cells.B, new Message.HandOver(new Term(number)));
  }
}
