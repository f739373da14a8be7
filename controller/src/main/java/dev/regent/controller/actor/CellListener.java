package dev.regent.controller.actor;

import akka.actor.typed.ActorSystem;

/** Is told when an ActorSystem comes up, and when one ended that nobody ended. */
public interface CellListener {
  /** A new ActorSystem serves from now on. */
  void up(ActorSystem<?> system);

  /** It ended by itself; a new one follows. Nothing outside it was stopped. */
  void down(String name);
}
