package script

import "testing"

var phpCases = []struct{ name, src, want string }{
	{"hello", "Hi <?= 1 + 2 ?>!\n<?php echo \"a\", 'b\\n', \"c\\n\"; ?>\nend\n", "Hi 3!\nab\\nc\nend\n"},
	{"values", "<?php\n$x = 5; $name = 'Ann'; $a = ['k' => 1, 2, 'z' => [1, 2]];\necho \"$name has $x, {$a['k']} $a[k] {$a['z'][1]}\\n\", 7 / 2, ' ', 8 / 2, ' ', 2 ** 10, ' ', 1.5 . 'x', ' ', 0.1 + 0.2, \"\\n\";\nvar_dump(1 == '1', null ?? 'd', '10' + 5, 'abc' <=> 'abd', [1, 'a' => true]);\nprint_r($a);", "Ann has 5, 1 1 2\n3.5 4 1024 1.5x 0.3\nbool(true)\nstring(1) \"d\"\nint(15)\nint(-1)\narray(2) {\n  [0]=>\n  int(1)\n  [\"a\"]=>\n  bool(true)\n}\nArray\n(\n    [k] => 1\n    [0] => 2\n    [z] => Array\n        (\n            [0] => 1\n            [1] => 2\n        )\n\n)\n"},
	{"loops", "<?php\nfor ($i = 0; $i < 3; $i++) { if ($i == 1) continue; echo $i; }\nforeach (['a' => 1, 'b' => 2] as $k => $v) echo \"$k=$v;\";\n$i = 3; while ($i-- > 0): echo $i; endwhile;\nswitch ($i) { case -1: echo 'neg'; break; default: echo 'other'; }\n$l = []; $l[] = 3; $l[] = 1; $l['x']['y'] = 2; echo count($l), json_encode($l), \"\\n\";\n$b = $l; $b[0] = 9; echo $l[0], isset($l['q']) ? 'y' : 'n', empty($l) ? 'e' : 'f', \"\\n\";", "02a=1;b=2;210neg3{\"0\":3,\"1\":1,\"x\":{\"y\":2}}\n3nf\n"},
	{"functions", "<?php\necho add(2), add(2, 5), \"\\n\";\nfunction add(int $a, int $b = 1): int { return $a + $b; }\n$mul = fn($x) => $x * 3;\n$k = 4; $f = function ($x) use ($k) { return $x + $k; };\necho $mul(2), $f(1), implode(',', array_map(fn($x) => $x ** 2, [1, 2, 3])), strtoupper('x'), sprintf('%05.2f|%s', 3.14159, 'z'), \"\\n\";", "37\n651,4,9X03.14|z\n"},
	{"classes", "<?php\nclass Animal {\n  public $legs = 4;\n  const KIND = 'animal';\n  public static $count = 0;\n  public function __construct(protected string $name) { self::$count++; }\n  public function speak() { return \"$this->name on {$this->legs}\"; }\n}\nclass Dog extends Animal { public function speak() { return parent::speak() . ' woof'; } }\n$d = new Dog('Rex');\necho $d->speak(), ' ', Dog::KIND, Animal::$count, $d instanceof Animal ? 'y' : 'n', \"\\n\";\ntry { throw new InvalidArgumentException('bad'); } catch (Exception $e) { echo get_class($e), ': ', $e->getMessage(), \"\\n\"; } finally { echo \"end\\n\"; }", "Rex on 4 woof animal1y\nInvalidArgumentException: bad\nend\n"},
	{"warnings", "<?php\necho $nope;\necho intdiv(1, 0);", "PHP Warning:  Undefined variable $nope in /app/main.php on line 2\n\nWarning: Undefined variable $nope in /app/main.php on line 2\nPHP Fatal error:  Uncaught DivisionByZeroError: Division by zero in /app/main.php:3\nStack trace:\n#0 {main}\n  thrown in /app/main.php on line 3\n\nFatal error: Uncaught DivisionByZeroError: Division by zero in /app/main.php:3\nStack trace:\n#0 {main}\n  thrown in /app/main.php on line 3\n[exit 255]"},
	{"parse error", "<?php\necho 'a'\necho 'b';", "PHP Parse error:  syntax error, unexpected identifier \"echo\" in /app/main.php on line 3\n\nParse error: syntax error, unexpected identifier \"echo\" in /app/main.php on line 3\n[exit 255]"},
	{"missing class", "<?php new mysqli('db');", "PHP Fatal error:  Uncaught Error: Class \"mysqli\" not found in /app/main.php:1\nStack trace:\n#0 {main}\n  thrown in /app/main.php on line 1\n\nFatal error: Uncaught Error: Class \"mysqli\" not found in /app/main.php:1\nStack trace:\n#0 {main}\n  thrown in /app/main.php on line 1\n[exit 255]"},
	{"templates", "<?php $items = ['x', 'y']; ?>\n<ul>\n<?php foreach ($items as $i): ?>\n  <li><?= htmlspecialchars(\"<$i>\") ?></li>\n<?php endforeach; ?>\n</ul>\n<?php if (getenv('A') === 'b'): ?>yes<?php else: ?>no<?php endif ?>\n", "<ul>\n  <li>&lt;x&gt;</li>\n  <li>&lt;y&gt;</li>\n</ul>\nyes"},
}

func TestPHP(t *testing.T) {
	for _, c := range phpCases {
		t.Run(c.name, func(t *testing.T) {
			f := newFake(map[string]string{"/app/main.php": c.src})
			if got := f.runs(t, PHP, "php", "main.php"); got != c.want {
				t.Errorf("got:\n%s\nwant:\n%s", got, c.want)
			}
		})
	}
}
