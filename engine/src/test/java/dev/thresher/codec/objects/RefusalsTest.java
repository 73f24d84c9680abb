package dev.thresher.codec.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.thresher.codec.PayloadCodec;
import dev.thresher.task.SerializationException;
import dev.thresher.task.UserObjects.Part;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the user reads when something cannot travel. */
class RefusalsTest {
  @TempDir Path blobs;
  private ObjectCodec codec;

  interface Task<T> extends Callable<T>, Serializable {}

  static final class Database {
    final InputStream pool = new ByteArrayInputStream(new byte[0]);
  }

  static final class Report implements Serializable {
    private static final long serialVersionUID = 1;
    final List<Map<String, Object>> rows = new ArrayList<>();
    transient Database notWritten = new Database();
    @Nullable InputStream open = new ByteArrayInputStream(new byte[0]);

    Task<Integer> total() {
      return () -> rows.size();
    }
  }

  /** Not serialisable, as the class of a compact source file. */
  static final class Program {
    int factor = 3;

    int twice(int n) {
      return 2 * n;
    }

    Task<Integer> capturesThis(int n) {
      return () -> twice(n) * factor;
    }

    final class MyTask implements Task<Integer> {
      private static final long serialVersionUID = 1;

      @Override
      public Integer call() {
        return factor;
      }
    }
  }

  record Job(String name, Map<String, Object> settings) {}

  @BeforeEach
  void open() {
    codec = new ObjectCodec(getClass().getClassLoader(), new PayloadCodec(blobs));
  }

  private SerializationException refusal(Object object) {
    var refusal =
        catchThrowableOfType(
            SerializationException.class, () -> codec.encode(Part.ARGUMENT, object));
    assertThat(refusal).isNotNull();
    return refusal;
  }

  private static List<String> pathOf(SerializationException refusal) {
    return refusal.failure().frames();
  }

  @Test
  void aLambdaThatCapturesThisIsToldToMakeTheMethodStatic() {
    var refusal = refusal(new Program().capturesThis(2));
    assertThat(pathOf(refusal))
        .containsExactly(
            "lambda in Program.capturesThis", "captured this " + Program.class.getName());
    assertThat(refusal)
        .hasMessage(
            "the argument cannot travel between processes: lambda in Program.capturesThis → captured this "
                + Program.class.getName()
                + " is not Serializable. Make the method static, or copy what the lambda needs into a variable before it.");
  }

  @Test
  void theInstanceAroundAnInnerClassIsNamedByItsField() {
    var refusal = refusal(new Program().new MyTask());
    assertThat(pathOf(refusal)).containsExactly("MyTask", "this$0 " + Program.class.getName());
    assertThat(refusal).hasMessageContaining("Make MyTask a static class or a record");
  }

  @Test
  void thePathGoesThroughFieldsToTheResource() {
    var refusal = refusal(new Report().total());
    assertThat(pathOf(refusal))
        .containsExactly(
            "lambda in Report.total", "captured this Report", "open java.io.ByteArrayInputStream");
    assertThat(refusal).hasMessageEndingWith("is not Serializable. Open it inside the task.");
  }

  @Test
  void capturedArgumentsAreCounted() {
    int number = 1;
    var database = new Database();
    Task<String> task = () -> number + database.toString();
    assertThat(pathOf(refusal(task)))
        .containsExactly(
            "lambda in RefusalsTest.capturedArgumentsAreCounted",
            "captured argument 2 " + Database.class.getName());
  }

  @Test
  void elementsAndKeysAreNamed() {
    var report = new Report();
    report.open = null;
    report.rows.add(Map.of("a", 1));
    report.rows.add(Map.of("connection", new Database()));
    assertThat(pathOf(refusal(report)))
        .containsExactly(
            "Report",
            "rows ArrayList",
            "element 1 Map",
            "value of \"connection\" " + Database.class.getName());
    assertThat(pathOf(refusal(new Job("j", Map.of("db", new Database())))))
        .containsExactly("Job", "settings Map", "value of \"db\" " + Database.class.getName());
    assertThat(pathOf(refusal(new Object[] {1, new Database()})))
        .containsExactly("Object[]", "element 1 " + Database.class.getName());
  }

  @Test
  void aLambdaThatIsNotSerialisableIsToldHowToBecomeIt() {
    Callable<Integer> plain = () -> 1;
    assertThat(refusal(plain))
        .hasMessageContaining("lambda in RefusalsTest is not Serializable. Hand it over directly");
  }

  @Test
  void aBoundMethodReferenceIsNamedAsWritten() {
    var database = new Database();
    Task<String> task = database::toString;
    assertThat(pathOf(refusal(task)))
        .containsExactly(
            "method reference Object::toString", "captured argument 1 " + Database.class.getName());
  }

  @Test
  void anAnonymousClassIsNamedByWhereItStands() {
    var held = new Database();
    var task =
        new Task<Integer>() {
          private static final long serialVersionUID = 1;

          @Override
          public Integer call() {
            return held.hashCode();
          }
        };
    assertThat(pathOf(refusal(task)).getFirst()).isEqualTo("anonymous class in RefusalsTest");
  }

  @Test
  void aClassOfTheJdkThatIsNoValueIsRefusedWhereItIsWritten() throws Exception {
    var refusal = refusal(new ArrayList<>(List.of(new ObjectName("a:b=c"))));
    assertThat(refusal)
        .hasMessageContaining(
            "ArrayList → element 0 javax.management.ObjectName is of a class that does not travel");
  }

  record Bare(int x) {}

  record Around(Object held) implements Serializable {}

  @Test
  void aRecordMustBeSerialisableWhereItIsHeldByWhatIs() {
    assertThat(pathOf(refusal(new Around(new Bare(1)))))
        .containsExactly("Around", "held " + Bare.class.getName());
    assertThat(pathOf(refusal(new ArrayList<>(List.of(new Bare(1), List.of(1))))))
        .containsExactly("ArrayList", "element 0 " + Bare.class.getName());
  }

  @Test
  void aGraphThatRunsInCirclesIsWalkedOnce() {
    var list = new ArrayList<Object>();
    list.add(list);
    list.add(new Database());
    assertThat(pathOf(refusal(list)))
        .containsExactly("ArrayList", "element 1 " + Database.class.getName());
  }
}
