package dev.regent.simulation.actors;

import akka.actor.BootstrapSetup;
import akka.actor.setup.ActorSystemSetup;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;

/**
 * Makes the ActorSystems of simulated daemons.
 *
 * <p>Nothing ends one: with its {@link DaemonProcess} it stops happening, as with a SIGKILL.
 */
final class VirtualSystem {
  private static final Config CONFIG =
      ConfigFactory.parseResources("regent-simulation.conf")
          .withFallback(ConfigFactory.defaultReference())
          .resolve();

  private VirtualSystem() {}

  static <T> ActorSystem<T> start(String name, Behavior<T> guardian, DaemonProcess process) {
    ActorSystemSetup setup = ActorSystemSetup.create(BootstrapSetup.create(CONFIG), process);
    return ScopedValue.where(VirtualScheduler.OWNER, process)
        .call(() -> ActorSystem.create(guardian, name, setup));
  }
}
