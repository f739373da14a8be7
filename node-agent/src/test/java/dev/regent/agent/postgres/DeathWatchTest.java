package dev.regent.agent.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DeathWatchTest {
  @Test
  void aPostmasterIsWatchedOnceHoweverOftenItsSessionIsOpenedAgain() throws Exception {
    Process postmaster = new ProcessBuilder("sleep", "600").start();
    try {
      CountDownLatch died = new CountDownLatch(1);
      DeathWatch watch = new DeathWatch(died::countDown);
      DataProcesses.Identity life = DataProcesses.identity(postmaster.pid()).orElseThrow();
      watch.postmaster(life);
      watch.postmaster(new DataProcesses.Identity(life.pid(), life.startTicks()));
      assertThat(watchesOf(life)).isEqualTo(1);

      postmaster.destroyForcibly();
      assertThat(died.await(5, TimeUnit.SECONDS)).isTrue();
    } finally {
      postmaster.destroyForcibly();
    }
  }

  @Test
  void aLaterPostmasterWithTheSameNumberIsWatchedToo() throws Exception {
    Process postmaster = new ProcessBuilder("sleep", "600").start();
    try {
      DeathWatch watch = new DeathWatch(() -> {});
      DataProcesses.Identity life = DataProcesses.identity(postmaster.pid()).orElseThrow();
      watch.postmaster(new DataProcesses.Identity(life.pid(), life.startTicks() - 1));
      watch.postmaster(life);
      assertThat(watchesOf(life)).isEqualTo(2);
    } finally {
      postmaster.destroyForcibly();
    }
  }

  private static long watchesOf(DataProcesses.Identity life) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("postmaster-" + life.pid()))
        .count();
  }
}
