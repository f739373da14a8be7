package dev.regent.agent.guard.client;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/** Who is told of what happens at the guard, whether they registered before it or after. */
final class Listeners {
  private final List<Runnable> gone = new CopyOnWriteArrayList<>();
  private final List<Runnable> lost = new CopyOnWriteArrayList<>();
  private final AtomicReference<String> lostBecause = new AtomicReference<>("");

  void onGone(Runnable listener) {
    gone.add(listener);
  }

  void tellGone() {
    gone.forEach(Runnable::run);
  }

  synchronized void onLost(Runnable listener) {
    if (isLost()) {
      listener.run();
    } else {
      lost.add(listener);
    }
  }

  /**
   * The first reason stays; listeners are told once.
   *
   * @param news false when the daemon itself let go
   */
  synchronized void tellLost(String reason, boolean news) {
    if (lostBecause.compareAndSet("", reason) && news) {
      lost.forEach(Runnable::run);
    }
  }

  boolean isLost() {
    return !reason().isEmpty();
  }

  String reason() {
    return lostBecause.get();
  }
}
