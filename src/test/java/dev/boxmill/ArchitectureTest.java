package dev.boxmill;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.boxmill.data.offender.KnowsTooMuch;
import dev.boxmill.eval.offender.Offender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The package diagram of docs/architecture.md and the house rules, held against the bytecode. */
class ArchitectureTest {
  private static final String ROOT = "dev.boxmill.";
  private static final Path CLASSES = Path.of("target", "classes");

  /** Who may know whom, besides {@code error}, which all may. */
  private static final Map<String, List<String>> MAY_KNOW = new LinkedHashMap<>();

  static {
    MAY_KNOW.put("data", List.of());
    MAY_KNOW.put("error", List.of());
    MAY_KNOW.put("geometry", List.of("data"));
    MAY_KNOW.put("head", List.of("data", "geometry"));
    MAY_KNOW.put("assign", List.of("data", "geometry"));
    MAY_KNOW.put("format", List.of("data", "geometry"));
    MAY_KNOW.put("eval", List.of("data", "geometry"));
    MAY_KNOW.put("cluster", List.of("data", "geometry"));
    MAY_KNOW.put("audit", List.of("data", "geometry", "assign"));
    MAY_KNOW.put("check", List.of("data", "geometry", "format"));
    MAY_KNOW.put("store", List.of("data", "geometry", "format", "eval", "audit"));
    MAY_KNOW.put("inference", List.of("data", "geometry", "head"));
    MAY_KNOW.put("input", List.of("format", "inference", "store"));
    MAY_KNOW.put(
        "spark",
        List.of(
            "data",
            "geometry",
            "head",
            "assign",
            "audit",
            "format",
            "eval",
            "cluster",
            "check",
            "inference",
            "input",
            "store"));
    MAY_KNOW.put("report", List.of("data", "eval"));
    MAY_KNOW.put(
        "job",
        List.of(
            "data",
            "geometry",
            "head",
            "assign",
            "audit",
            "format",
            "eval",
            "cluster",
            "check",
            "inference",
            "input",
            "store",
            "spark",
            "report"));
  }

  /** The plain Java library. */
  private static final String[] CORE = {
    in("data"),
    in("error"),
    in("geometry"),
    in("head"),
    in("assign"),
    in("audit"),
    in("format"),
    in("eval"),
    in("cluster"),
    in("check"),
    in("report")
  };

  private static JavaClasses ours;
  private static JavaClasses offenders;

  @BeforeAll
  static void read() {
    ours = new ClassFileImporter().importPath(CLASSES);
    offenders = new ClassFileImporter().importClasses(Offender.class, KnowsTooMuch.class);
  }

  private static String in(String name) {
    return ROOT + name + "..";
  }

  @TestFactory
  Stream<DynamicTest> everyArrow() {
    return MAY_KNOW.keySet().stream()
        .map(name -> DynamicTest.dynamicTest(name, () -> arrows(name).check(ours)));
  }

  private static ArchRule arrows(String name) {
    Set<String> others = new TreeSet<>(MAY_KNOW.keySet());
    others.remove(name);
    others.remove("error");
    others.removeAll(MAY_KNOW.get(name));
    DescribedPredicate<JavaClass> forbidden =
        resideInAnyPackage(others.stream().map(ArchitectureTest::in).toArray(String[]::new));
    return noClasses()
        .that()
        .resideInAPackage(in(name))
        .should()
        .dependOnClassesThat(forbidden)
        .allowEmptyShould(true);
  }

  @Test
  void arrowsCanBreak() {
    fails(arrows("eval"));
    fails(arrows("data"));
  }

  @Test
  void everyPackageIsInTheDiagram() {
    Set<String> found = new TreeSet<>();
    for (JavaClass c : ours) {
      assertTrue(c.getPackageName().startsWith(ROOT), () -> c.getName() + " is in no package");
      found.add(c.getPackageName().substring(ROOT.length()).split("\\.", 2)[0]);
    }
    assertEquals(new TreeSet<>(MAY_KNOW.keySet()), found);
  }

  /** docs/architecture.md says the same as this test. */
  @Test
  void theDocumentedTableIsThis() throws IOException {
    Map<String, List<String>> table = new LinkedHashMap<>();
    for (String line : Files.readAllLines(Path.of("docs", "architecture.md"))) {
      String[] cells = line.split("\\s*\\|\\s*", -1);
      if (cells.length == 5 && cells[1].matches("`[a-z]+`")) {
        String name = cells[1].replace("`", "");
        table.put(name, documented(cells[3], List.copyOf(table.keySet())));
      }
    }
    Map<String, List<String>> sorted = new LinkedHashMap<>();
    MAY_KNOW.forEach((name, known) -> sorted.put(name, known.stream().sorted().toList()));
    assertEquals(sorted, table);
  }

  private static List<String> documented(String cell, List<String> above) {
    List<String> names =
        switch (cell) {
          case "nothing" -> List.of();
          case "all above", "anything" -> above;
          default -> Arrays.asList(cell.split(",\\s*"));
        };
    return names.stream().filter(n -> !n.equals("error")).sorted().toList();
  }

  @Test
  void coreKnowsNeitherSparkNorDjlNorTheCommandLine() {
    ArchRule rule =
        noClasses()
            .that()
            .resideInAnyPackage(CORE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "org.apache..", "scala..", "ai.djl..", "org.bytedeco..", "picocli..");
    rule.check(ours);
    fails(rule);
  }

  @Test
  void onlyInferenceKnowsDjlAndOpenCv() {
    ArchRule rule =
        noClasses()
            .that()
            .resideOutsideOfPackage(in("inference"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("ai.djl..", "org.bytedeco..");
    rule.check(ours);
    fails(rule);
  }

  @Test
  void onlySparkAndJobKnowSpark() {
    ArchRule rule =
        noClasses()
            .that()
            .resideOutsideOfPackages(in("spark"), in("job"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.spark..", "scala..");
    rule.check(ours);
    fails(rule);
  }

  @Test
  void onlyStoreAndAboveKnowHadoopAndParquet() {
    ArchRule rule =
        noClasses()
            .that()
            .resideOutsideOfPackages(in("store"), in("input"), in("spark"), in("job"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.hadoop..", "org.apache.parquet..");
    rule.check(ours);
    fails(rule);
  }

  @Test
  void onlyJobKnowsTheCommandLine() {
    ArchRule rule =
        noClasses()
            .that()
            .resideOutsideOfPackage(in("job"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("picocli..");
    rule.check(ours);
    fails(rule);
  }

  @Test
  void dataKnowsOnlyTheJdkAndErrors() {
    ArchRule rule =
        noClasses()
            .that()
            .resideInAPackage(in("data"))
            .should()
            .dependOnClassesThat(resideOutsideOfPackages("java..", ROOT + "data", ROOT + "error"));
    rule.check(ours);
    fails(rule);
  }

  @Test
  void packagesHaveNoCycles() {
    ArchRule rule = slices().matching(ROOT + "(*)..").should().beFreeOfCycles();
    rule.check(ours);
    fails(rule);
  }

  /** They yield empty or failing codecs for records: see docs/architecture.md. */
  @Test
  void nobodyAsksSparkToGuessCodecs() {
    ArchRule rule =
        noClasses()
            .should()
            .callMethodWhere(
                calls("org.apache.spark.sql.Encoders", "bean", "kryo", "javaSerialization"));
    rule.check(ours);
    fails(rule);
  }

  @Test
  void onlyMainEndsTheProcess() {
    ArchRule rule =
        noClasses()
            .that()
            .doNotHaveFullyQualifiedName(ROOT + "job.Main")
            .should()
            .callMethodWhere(
                calls("java.lang.System", "exit").or(calls("java.lang.Runtime", "exit", "halt")));
    rule.check(ours);
    fails(rule);
  }

  private static DescribedPredicate<JavaCall<?>> calls(String owner, String... methods) {
    return DescribedPredicate.describe(
        owner + "." + String.join("|", methods),
        call ->
            call.getTargetOwner().getName().equals(owner)
                && List.of(methods).contains(call.getTarget().getName()));
  }

  @TestFactory
  Stream<DynamicTest> everyServiceIsOneFinalClassAndRegistered() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    try (Stream<Path> files = Files.list(CLASSES.resolve("META-INF/services"))) {
      for (Path file : files.filter(f -> f.getFileName().toString().startsWith(ROOT)).toList()) {
        String spi = file.getFileName().toString();
        List<String> registered = Files.readAllLines(file);
        tests.add(
            DynamicTest.dynamicTest(
                spi,
                () -> {
                  services(spi, registered).check(ours);
                  assertTrue(registered.size() > 0);
                }));
      }
    }
    assertTrue(tests.size() >= 3, "heads, metrics and report sections");
    return tests.stream();
  }

  @Test
  void servicesCanBreak() {
    fails(services(ROOT + "head.HeadDecoder", List.of()));
  }

  private static ArchRule services(String spi, List<String> registered) {
    return classes()
        .that()
        .areAssignableTo(spi)
        .and()
        .areNotInterfaces()
        .and()
        .doNotHaveModifier(JavaModifier.ABSTRACT)
        .should()
        .bePublic()
        .andShould()
        .haveModifier(JavaModifier.FINAL)
        .andShould(beMadeWithoutArguments())
        .andShould(beRegistered(registered));
  }

  private static ArchCondition<JavaClass> beMadeWithoutArguments() {
    return new ArchCondition<>("have a public constructor without arguments") {
      @Override
      public void check(JavaClass c, ConditionEvents events) {
        boolean there =
            c.getConstructors().stream()
                .anyMatch(
                    m ->
                        m.getRawParameterTypes().isEmpty()
                            && m.getModifiers().contains(JavaModifier.PUBLIC));
        events.add(new SimpleConditionEvent(c, there, c.getName() + ": constructors"));
      }
    };
  }

  private static ArchCondition<JavaClass> beRegistered(List<String> names) {
    return new ArchCondition<>("be registered with @AutoService") {
      @Override
      public void check(JavaClass c, ConditionEvents events) {
        events.add(
            new SimpleConditionEvent(c, names.contains(c.getName()), c.getName() + ": registered"));
      }
    };
  }

  /** A rule that the offenders do not break would hold nothing. */
  private static void fails(ArchRule rule) {
    assertTrue(rule.evaluate(offenders).hasViolation(), () -> "cannot fail: " + rule);
  }
}
