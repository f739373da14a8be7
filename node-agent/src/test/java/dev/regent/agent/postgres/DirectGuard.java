package dev.regent.agent.postgres;

import dev.regent.agent.guard.Guard;
import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.Revision;
import dev.regent.protocol.Session;
import dev.regent.protocol.Token;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A guard inside the test: starts, promotes and kills, without any lease. */
final class DirectGuard implements Guard {
  private static final int SIGQUIT = 3;
  private static final int SIGUSR1 = 10;

  private final Layout layout;
  private final DataProcesses processes;
  private final List<Runnable> gone = new CopyOnWriteArrayList<>();

  /** One thread for ever: PDEATHSIG goes out when the thread that started a child ends. */
  private final ExecutorService starter =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory());

  volatile boolean refusesPromotion;

  DirectGuard(Layout layout) {
    this.layout = layout;
    this.processes = new DataProcesses(layout);
  }

  @Override
  public Answer start(PostgresStart start) {
    if (!Files.exists(layout.standbySignal())) {
      return new Answer.Refused("no standby.signal");
    }
    try {
      Process process = starter.submit(() -> spawn(start)).get();
      Thread.ofVirtual().start(() -> awaitExit(process));
      return new Answer.Done();
    } catch (InterruptedException | ExecutionException failed) {
      return new Answer.Refused(failed.toString());
    }
  }

  private void awaitExit(Process process) {
    process.onExit().join();
    gone.forEach(Runnable::run);
  }

  private static Process spawn(PostgresStart start) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(start.command());
    builder.environment().clear();
    start
        .environment()
        .forEach(
            entry -> builder.environment().put(entry.split("=", -1)[0], entry.split("=", -1)[1]));
    builder.directory(Path.of("/").toFile());
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(new File(start.logFile())));
    return builder.start();
  }

  @Override
  public Answer promote(Token token) {
    Optional<DataProcesses.Identity> postmaster = processes.postmaster();
    if (refusesPromotion || postmaster.isEmpty()) {
      return new Answer.Refused("not armed");
    }
    try {
      Path signal = layout.data().resolve("promote");
      Files.writeString(signal, "");
      DurableFiles.forUser("postgres").give(signal);
    } catch (IOException failed) {
      return new Answer.Refused(failed.toString());
    }
    Native.kill(postmaster.get().pid(), SIGUSR1);
    return new Answer.Done();
  }

  @Override
  public Answer kill(boolean orderly) {
    try {
      if (orderly) {
        processes.postmaster().ifPresent(p -> Native.kill(p.pid(), SIGQUIT));
        Thread.sleep(50);
      }
      for (List<Long> left = left(); !left.isEmpty(); left = left()) {
        left.forEach(pid -> Native.kill(pid, Native.SIGKILL));
        Thread.sleep(5);
      }
      return new Answer.Done();
    } catch (IOException | InterruptedException failed) {
      return new Answer.Refused(failed.toString());
    }
  }

  private List<Long> left() throws IOException {
    return new ArrayList<>(processes.left());
  }

  @Override
  public void onPostgresGone(Runnable listener) {
    gone.add(listener);
  }

  @Override
  public Session session() {
    return new Session(new NodeId("test"), 1, 1);
  }

  @Override
  public Holding holding() {
    return new Holding(
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Revision.NONE,
        false,
        false,
        Optional.empty());
  }

  @Override
  public Answer arm(Token token, MonotonicTime deadline) {
    return new Answer.Done();
  }

  @Override
  public Answer markDead(Token token) {
    return new Answer.Done();
  }

  @Override
  public Answer obey(Revision revision) {
    return new Answer.Done();
  }

  @Override
  public Answer addVip(Token token, Duration validLifetime) {
    return new Answer.Done();
  }

  @Override
  public Answer dropVip() {
    return new Answer.Done();
  }

  @Override
  public Answer pause(boolean paused) {
    return new Answer.Done();
  }

  @Override
  public void onLost(Runnable lost) {}

  @Override
  public void close() {
    starter.shutdown();
  }
}
