package dev.regent.simulation.demo;

import dev.regent.agent.process.Libc;
import dev.regent.agent.process.ProcessStat;
import dev.regent.protocol.MonotonicTime;
import dev.regent.simulation.drill.Signals;
import dev.regent.simulation.drill.Ticks;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Starts a node's daemon, and again when it dies, as systemd does with {@code Restart=always}. */
final class Supervisor {
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final DemoNode node;
  private final DaemonCommand command;
  private final Consumer<String> say;
  private final Thread thread;
  private Optional<Process> daemon = Optional.empty();
  private boolean wanted;
  private boolean closed;

  Supervisor(DemoNode node, DaemonCommand command, Consumer<String> say) {
    this.node = node;
    this.command = command;
    this.say = say;
    this.thread = new Thread(this::work, "supervisor-" + node.id());
    this.thread.setDaemon(true);
    this.thread.start();
  }

  synchronized void release() {
    wanted = true;
    notifyAll();
  }

  synchronized void hold() {
    wanted = false;
  }

  /** The daemon that runs. */
  synchronized Optional<Long> pid() {
    return daemon.filter(Process::isAlive).map(Process::pid);
  }

  /** Ends the daemon in order, or in the end without. Guard and PostgreSQL are not touched. */
  void close(Duration limit) {
    Optional<Process> last;
    synchronized (this) {
      wanted = false;
      closed = true;
      last = daemon;
      notifyAll();
    }
    last.filter(Process::isAlive).ifPresent(process -> stop(process, limit));
  }

  private static void stop(Process process, Duration limit) {
    // A stopped process hears nothing but SIGKILL before it goes on.
    Signals.thaw(process.pid());
    Libc.kill(process.pid(), Signals.TERMINATE);
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        Signals.kill(process.pid());
        process.waitFor();
      }
    } catch (InterruptedException stop) {
      Signals.kill(process.pid());
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    try {
      while (awaitWanted()) {
        Optional<Process> running = start();
        if (running.isPresent()) {
          int code = running.get().waitFor();
          tell(code);
        }
        pause();
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean awaitWanted() throws InterruptedException {
    while (!wanted && !closed) {
      wait();
    }
    return !closed;
  }

  private synchronized Optional<Process> start() {
    if (closed || !wanted) {
      return Optional.empty();
    }
    try {
      Process process = command.start(node);
      daemon = Optional.of(process);
      note(process.pid());
      return daemon;
    } catch (IOException failed) {
      say.accept("node %s cannot be started: %s".formatted(node.id(), failed.getMessage()));
      return Optional.empty();
    }
  }

  private void note(long pid) throws IOException {
    long started = ProcessStat.read(pid).map(ProcessStat::startTicks).orElse(0L);
    Files.writeString(node.files().daemonPid(), pid + " " + started + "\n");
  }

  private synchronized void tell(int code) {
    if (wanted && !closed) {
      say.accept(
          "the daemon of node %s ended with %d: starting it again".formatted(node.id(), code));
    }
  }

  private synchronized void pause() throws InterruptedException {
    MonotonicTime end = Ticks.now().plus(PAUSE);
    while (!closed && Ticks.now().isBefore(end)) {
      wait(Math.max(1, end.since(Ticks.now()).toMillis()));
    }
  }
}
