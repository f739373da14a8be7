package dev.regent.simulation.actors;

import akka.dispatch.DispatcherPrerequisites;
import akka.dispatch.ExecutorServiceConfigurator;
import akka.dispatch.ExecutorServiceFactory;
import com.typesafe.config.Config;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * The threads behind a simulated daemon's dispatchers: there are none, but its {@link
 * DaemonProcess}.
 */
public final class VirtualExecutor extends ExecutorServiceConfigurator {
  private final DaemonProcess process;

  /** As Akka makes it. */
  public VirtualExecutor(Config config, DispatcherPrerequisites prerequisites) {
    super(config, prerequisites);
    this.process = prerequisites.settings().setup().get(DaemonProcess.class).orElseThrow();
  }

  @Override
  public ExecutorServiceFactory createExecutorServiceFactory(String id, ThreadFactory threads) {
    return this::executor;
  }

  private ExecutorService executor() {
    return new OnAgenda(process);
  }

  private static final class OnAgenda extends AbstractExecutorService {
    private final DaemonProcess process;
    private boolean shut;

    OnAgenda(DaemonProcess process) {
      this.process = process;
    }

    @Override
    public void execute(Runnable task) {
      process.execute(task);
    }

    @Override
    public void shutdown() {
      shut = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
      shut = true;
      return List.of();
    }

    @Override
    public boolean isShutdown() {
      return shut;
    }

    @Override
    public boolean isTerminated() {
      return shut;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
      return shut;
    }
  }
}
