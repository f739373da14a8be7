package dev.regent.agent.actor;

import akka.actor.typed.ActorRef;
import dev.regent.protocol.MonotonicTime;

/** Looks at PostgreSQL, one look at a time, off the actor's thread. */
final class Looks {
  private final ActorRef<AgentCommand> self;
  private final AgentPorts ports;
  private boolean running;
  private boolean again;

  Looks(ActorRef<AgentCommand> self, AgentPorts ports) {
    this.self = self;
    this.ports = ports;
  }

  /** A look that begins from now on; if one is under way, another follows it. */
  void look() {
    if (running) {
      again = true;
      return;
    }
    running = true;
    again = false;
    var _ = ports.workers().start("look", this::observe);
  }

  private void observe() {
    MonotonicTime begun = ports.clock().get();
    self.tell(new AgentCommand.Looked(ports.engine().observe(), begun));
  }

  void done() {
    running = false;
    if (again) {
      look();
    }
  }
}
