package dev.regent.agent.postgres;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Notices the end of the postmaster and of the WAL receiver at once, by a pidfd: the first is a
 * failover, the second tells that a primary has sent the last of its WAL. One thread per life: a
 * platform thread, because poll(2) would pin the carrier of a virtual one.
 */
final class DeathWatch {
  private final Runnable died;
  private Optional<DataProcesses.Identity> postmaster = Optional.empty();
  private OptionalLong receiver = OptionalLong.empty();

  DeathWatch(Runnable died) {
    this.died = died;
  }

  /** Called with each new session; begins a watch when the process is another one. */
  void postmaster(DataProcesses.Identity found) {
    if (!postmaster.equals(Optional.of(found))) {
      postmaster = Optional.of(found);
      watch("postmaster-", found.pid());
    }
  }

  /** Called with each look; begins a watch when the process is another one. */
  void receiver(OptionalLong pid) {
    if (!pid.equals(receiver)) {
      receiver = pid;
      pid.ifPresent(known -> watch("receiver-", known));
    }
  }

  private void watch(String what, long pid) {
    Thread.ofPlatform()
        .daemon()
        .name(what + pid)
        .start(() -> {
          Native.awaitExit(pid);
          died.run();
        });
  }
}
