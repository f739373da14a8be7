package dev.regent.controller.actor;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import com.typesafe.config.Config;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** An ActorSystem for each test; Akka brings only one for JUnit 4. */
final class ActorSystemExtension implements AfterEachCallback {
  private final ActorTestKit kit;

  ActorSystemExtension(Config config) {
    this.kit = ActorTestKit.create("test", config);
  }

  ActorTestKit kit() {
    return kit;
  }

  @Override
  public void afterEach(ExtensionContext context) {
    kit.shutdownTestKit();
  }
}
