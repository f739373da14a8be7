package dev.regent.controller.actor;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RenewedSystemTest {
  @Test
  void oneThatCannotStartForWantOfThreadsIsTriedAgain() throws InterruptedException {
    AtomicInteger starts = new AtomicInteger();
    BlockingQueue<ActorSystem<?>> up = new LinkedBlockingQueue<>();
    try (RenewedSystem<String> renewed = new RenewedSystem<>(() -> start(starts))) {
      renewed.listen(
          new CellListener() {
            @Override
            public void up(ActorSystem<?> system) {
              up.add(system);
            }

            @Override
            public void down(String name) {
              // The next one is waited for.
            }
          });
      ActorSystem<?> first = up.take();
      first.terminate();
      assertThat(up.poll(20, TimeUnit.SECONDS)).isNotNull().isNotSameAs(first);
      assertThat(starts).hasValue(3);
    }
  }

  private static ActorSystem<String> start(AtomicInteger starts) {
    if (starts.incrementAndGet() == 2) {
      throw new OutOfMemoryError("unable to create native thread");
    }
    return ActorSystem.create(Behaviors.empty(), "renewed");
  }
}
