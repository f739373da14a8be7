package dev.regent.simulation;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.INTERFACES;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.RECORDS;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Calendar;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Scanner;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.Timer;
import java.util.UUID;
import java.util.WeakHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The promises of docs/architecture that the compiler cannot keep: what is pure, and who may see
 * whom.
 */
class ArchitectureTest {

  /**
   * The packages that decide. They are functions of their inputs, so a simulation can replay them.
   */
  private static final String[] PURE = {
    "dev.regent.protocol..",
    "dev.regent.controller.ledger..",
    "dev.regent.controller.lease..",
    "dev.regent.controller.role..",
    "dev.regent.controller.voter..",
    "dev.regent.agent.holder..",
    "dev.regent.agent.guard.core..",
  };

  /** What they may see beside themselves. */
  private static final String[] VISIBLE_TO_PURE = {
    "java.lang",
    "java.lang.annotation",
    "java.util",
    "java.util.function",
    "java.util.regex",
    "java.util.stream",
    "com.fasterxml.jackson.annotation",
    "org.jspecify..",
    "dev.regent.config.settings..",
    "dev.regent.agent.engine..",
  };

  /** A hash is a function of its input. */
  private static final Class<?>[] HASHING = {
    MessageDigest.class, NoSuchAlgorithmException.class, StandardCharsets.class, Charset.class,
  };

  /**
   * Who decides on what was seen: the others only hand the wall time on, or compare clocks (V5).
   */
  private static final String[] DECIDING_ON_TIME = {
    "dev.regent.controller.lease..", "dev.regent.controller.role..",
  };

  /**
   * Types of those packages that bring in the machine, the clock, chance or an order of their own.
   */
  private static final List<Class<?>> IMPURE_TYPES =
      List.of(
          Thread.class,
          ThreadLocal.class,
          Runtime.class,
          Process.class,
          ProcessBuilder.class,
          ProcessHandle.class,
          Random.class,
          SplittableRandom.class,
          Date.class,
          Calendar.class,
          Timer.class,
          Scanner.class,
          ServiceLoader.class,
          HashMap.class,
          HashSet.class,
          Hashtable.class,
          IdentityHashMap.class,
          WeakHashMap.class);

  /** Methods that answer differently from run to run, or whose result has no order that lasts. */
  private static final List<Impure> IMPURE_METHODS =
      List.of(
          new Impure(System.class, "nanoTime"),
          new Impure(System.class, "currentTimeMillis"),
          new Impure(System.class, "identityHashCode"),
          new Impure(System.class, "getenv"),
          new Impure(System.class, "getProperty"),
          new Impure(Instant.class, "now"),
          new Impure(Math.class, "random"),
          new Impure(StrictMath.class, "random"),
          new Impure(UUID.class, "randomUUID"),
          new Impure(Collections.class, "shuffle"),
          new Impure(Set.class, "of"),
          new Impure(Set.class, "copyOf"),
          new Impure(Map.class, "of"),
          new Impure(Map.class, "copyOf"),
          new Impure(Map.class, "ofEntries"),
          new Impure(Collectors.class, "toSet"),
          new Impure(Collectors.class, "toUnmodifiableSet"),
          new Impure(Collectors.class, "toUnmodifiableMap"));

  private static final JavaClasses REGENT =
      new ClassFileImporter()
          .withImportOption(location -> !location.contains("/test-classes/"))
          .importPackages("dev.regent");

  @Test
  void decisionsSeeOnlyValuesSettingsAndCollections() {
    check(
        classes()
            .that(arePure())
            .should()
            .onlyDependOnClassesThat(
                arePure()
                    .or(resideInAnyPackage(VISIBLE_TO_PURE))
                    .or(type(Duration.class))
                    .or(type(Instant.class))
                    .or(belongToAnyOf(HASHING)))
            .because(
                "a decision that sees an actor, a clock, a thread or a disk cannot be replayed"));
  }

  @Test
  void decisionsUseNoTypeThatBringsInTheMachineOrChance() {
    check(
        noClasses()
            .that(arePure())
            .should()
            .dependOnClassesThat(belongToAnyOf(IMPURE_TYPES.toArray(Class<?>[]::new)))
            .because(
                "the same seed must give the same run: use List, TreeMap, EnumMap, and inputs"));
  }

  @Test
  void decisionsCallNothingThatDiffersFromRunToRun() {
    check(
        noClasses()
            .that(arePure())
            .should()
            .accessTargetWhere(isImpure())
            .because(
                "the same seed must give the same run: time and ids are inputs, and the order of"
                    + " Set.of and Map.of changes with every JVM"));
  }

  @Test
  void decisionsOnTimeSeeNoWallClock() {
    check(
        noClasses()
            .that(resideInAnyPackage(DECIDING_ON_TIME))
            .and(DescribedPredicate.not(RECORDS))
            .and(DescribedPredicate.not(INTERFACES))
            .should()
            .dependOnClassesThat(type(Instant.class))
            .because("an Instant is for people and decides nothing; MonotonicTime does"));
  }

  @Test
  void modulesSeeOnlyTheModulesBeforeThem() {
    var modules = List.of("protocol", "config", "controller", "agent", "simulation");
    for (int i = 0; i < modules.size() - 1; i++) {
      var later = modules.subList(i + 1, modules.size());
      check(
          noClasses()
              .that()
              .resideInAPackage("dev.regent." + modules.get(i) + "..")
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage(
                  later.stream().map(m -> "dev.regent." + m + "..").toArray(String[]::new))
              .because("modules depend in one direction: " + String.join(" <- ", modules)));
    }
  }

  @Test
  void packagesHaveNoCycles() {
    check(
        slices()
            .assignedFrom(new TopPackages())
            .should()
            .beFreeOfCycles()
            .because("a package that can be read alone can be understood alone"));
  }

  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(REGENT);
  }

  private static DescribedPredicate<JavaClass> arePure() {
    return resideInAnyPackage(PURE).as("are pure");
  }

  private static DescribedPredicate<JavaAccess<?>> isImpure() {
    return describe(
        "it is the clock, chance or a collection without a lasting order",
        access -> IMPURE_METHODS.stream().anyMatch(method -> method.isTargetOf(access)));
  }

  private record Impure(Class<?> owner, String name) {
    boolean isTargetOf(JavaAccess<?> access) {
      return access.getTargetOwner().isEquivalentTo(owner) && access.getName().equals(name);
    }
  }

  /** A slice is a module's own package, or one below it with all that is under that one. */
  private static final class TopPackages implements SliceAssignment {
    private static final int DEPTH = 4;

    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      return SliceIdentifier.of(
          type.getPackageName().split("\\.").length <= DEPTH
              ? type.getPackageName()
              : String.join(".", List.of(type.getPackageName().split("\\.")).subList(0, DEPTH)));
    }

    @Override
    public String getDescription() {
      return "the top packages of the modules";
    }
  }
}
