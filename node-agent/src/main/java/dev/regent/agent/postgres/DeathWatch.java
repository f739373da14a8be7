package dev.regent.agent.postgres;

/**
 * Notices the death of a postmaster at once, by a pidfd. One thread per life: a platform thread,
 * because poll(2) would pin the carrier of a virtual one.
 */
final class DeathWatch {
  private final Runnable died;

  DeathWatch(Runnable died) {
    this.died = died;
  }

  void watch(DataProcesses.Identity postmaster) {
    Thread.ofPlatform()
        .daemon()
        .name("postmaster-" + postmaster.pid())
        .start(() -> {
          Native.awaitExit(postmaster.pid());
          died.run();
        });
  }
}
