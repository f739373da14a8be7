package dev.regent.agent.actor;

import dev.regent.agent.engine.Engine;
import dev.regent.agent.guard.Guard;
import dev.regent.agent.holder.Agent;
import dev.regent.agent.holder.AgentSetup;
import dev.regent.agent.holder.AgentState;
import dev.regent.config.settings.DataNodeSettings;
import dev.regent.config.settings.DatabaseSettings;
import dev.regent.config.settings.Profile;
import dev.regent.protocol.DatabaseName;
import dev.regent.protocol.Endpoint;
import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.ProtectionMode;
import dev.regent.protocol.Revision;
import dev.regent.protocol.Session;
import java.lang.reflect.Proxy;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** What an agent of data node a is given when nothing but one of its ports matters. */
final class Ports {
  static final Session SESSION = new Session(new NodeId("a"), 4, 44);

  private static final AgentSetup SETUP =
      new AgentSetup(
          SESSION.node(),
          new DatabaseSettings(
              new DatabaseName("orders"),
              List.of(SESSION.node()),
              ProtectionMode.AVAILABILITY,
              1,
              0,
              List.of(new DataNodeSettings(SESSION.node(), new Endpoint("10.0.0.1", 5432), 100)),
              Optional.empty(),
              Profile.DEFAULT.roles()),
          Profile.DEFAULT.lease(),
          Profile.DEFAULT.election());

  private Ports() {}

  static AgentPorts of(Engine engine, LastOrder lastOrder) {
    return new AgentPorts(
        SETUP,
        engine,
        willing(),
        lastOrder,
        Workers.virtualThreads(),
        () -> MonotonicTime.ZERO,
        InstantSource.system(),
        envelope -> {},
        Optional::empty,
        report -> {},
        (milestone, token) -> {},
        why -> {});
  }

  static AgentState state() {
    return Agent.initial(
        SETUP, new Agent.TakeOver(SESSION, Revision.NONE, false, List.of()), MonotonicTime.ZERO);
  }

  /** A guard that does what it is asked. */
  private static Guard willing() {
    return (Guard)
        Proxy.newProxyInstance(
            Guard.class.getClassLoader(),
            new Class<?>[] {Guard.class},
            (proxy, method, arguments) -> new Guard.Answer.Done());
  }
}
