package dev.regent.simulation.drill.fault;

import dev.regent.protocol.NodeId;
import dev.regent.simulation.drill.Scene;

/** The part that a node played when the drill began. */
enum Part {
  PRIMARY,
  STANDBY,
  WITNESS;

  NodeId in(Scene scene) {
    return switch (this) {
      case PRIMARY -> scene.primary().node();
      case STANDBY -> scene.standby().node();
      case WITNESS -> scene.witness();
    };
  }

  /** As the tables name it. */
  String letter() {
    return name().substring(0, 1);
  }
}
