package dev.regent.simulation.world.base;

/** Who looks at the world after every event, besides what it is told. */
public interface Inspector extends Probe {
  /** An event has happened, with all that it brought about at once. */
  void happened();
}
