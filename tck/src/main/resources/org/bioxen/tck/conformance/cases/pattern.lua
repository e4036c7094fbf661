-- SPDX-License-Identifier: Apache-2.0
-- Patterns (6.4.1): find, match, gmatch and gsub.

--@ single characters and the dot
--@ 6.4.1 string.match
print(("hello"):match("l+"), ("a.c"):match("a.c"), ("a\nc"):match("a.c") == "a\nc", (""):match("."), ("x"):match("x"))

--@ character classes contain what they say
--@ 6.4.1 string.find
local classes = "acdlpsuwxACDLPSUWX"
for i = 1, #classes do
  local c, n, sum = classes:sub(i, i), 0, 0
  for b = 0, 127 do if string.char(b):find("%" .. c) then n = n + 1 sum = sum + b end end
  io.write(c, ":", n, ":", sum, " ")
end
print()

--@ class g and frontier of 5.2
--@ 6.4.1 string.find | 5.2+
local n = 0
for b = 0, 255 do if string.char(b):find("%g") then n = n + b end end
print(n, ("a b"):match("%g+"), (" x"):find("%G"))

--@ bytes beyond ASCII are in no class
--@ 6.4.1 string.find
local n = 0
for b = 128, 255 do if string.char(b):find("[%a%d%p%s%c%x]") then n = n + 1 end end
print(n)

--@ escaped magic characters
--@ 6.4.1 string.find
print(("a.b"):find("%.")) print(("f(x)"):match("%((.-)%)")) print(("50%"):match("%d+%%")) print(("a^b$c"):match("%^b%$")) print(("[x]"):match("%[x%]")) print(("a-b+c*d?"):gsub("[%-%+%*%?]", "_"))

--@ sets with ranges, classes and complements
--@ 6.4.1 string.match
print(("hello123"):match("[a-z]+"), ("hello123"):match("[^a-z]+"), ("x-y"):match("[a%-z]+"), ("a]b"):match("[]]"), ("a^b"):match("[b^]"), ("[x]"):match("[[]x[]]"), ("a-z"):match("[a-]+"), ("3f"):match("[%da-f]+"), ("ab"):match("[^^]+"), ("x]"):match("[^]]"))

--@ repetitions are greedy or lazy
--@ 6.4.1 string.match
print(("aaab"):match("a*"), ("aaab"):match("a-b"), ("aaab"):match("a+"), ("aaab"):match("a?b"), ("b"):match("a*b"), ("aaa"):match("a-") == "", ("aaa"):match("^a-$"), ("<a><b>"):match("<.->"), ("<a><b>"):match("<.*>"))

--@ repetition backs off
--@ 6.4.1 string.match
print(("aaaa"):match("a*a"), ("abcabc"):match(".*b"), ("aXbXc"):match("(.*)X"), ("aXbXc"):match("(.-)X"), ("xxy"):match("x*xy"), ("k=v=w"):match("^(.-)=(.*)$"))

--@ anchors
--@ 6.4.1 string.match
print(("abc"):match("^a"), ("abc"):match("^b"), ("abc"):match("c$"), ("abc"):match("b$"), ("a$b"):match("a$b"), ("a^b"):match("a^b"), (""):match("^$"), ("abc"):match("^abc$"), ("abc"):find("$"), ("a"):find("^", 1))

--@ captures in order of their parentheses
--@ 6.4.1 string.match
print(("2024-01-15"):match("(%d+)-(%d+)-(%d+)")) print(("abc"):match("((a)(b)(c))")) print(("  trim  "):match("^%s*(.-)%s*$")) print(("ab"):match("(a?)(x?)(b?)"))

--@ position captures
--@ 6.4.1 string.match
print(("hello"):match("()ll()")) print(("abc"):match("()")) print(("abc"):match("()$")) print(("ab"):match("(())"))

--@ back references
--@ 6.4.1 string.match
print(("xyzxyz"):match("(xyz)%1"), ("'it' \"s\""):match("(['\"])(.-)%1"), ("abab"):match("(a)(b)%1%2"), ("aab"):match("(a)%1b"), ("ab"):match("(a)%1"))

--@ balanced pairs
--@ 6.4.1 string.match
print(("f(a(b)c)d"):match("%b()"), ("((x)"):match("%b()"), ("<<a>>"):match("%b<>"), ("x"):match("%b()"), ("''"):match("%b''"), ("begin(end)"):find("%b()"))

--@ frontier
--@ 6.4.1 string.gsub | 5.2+
print(("THE (quick) fox"):gsub("%f[%a]%a+", "<%0>")) print(("THE (quick) fox"):find("%f[%a]%a+%f[%A]")) print(("x"):match("%f[%w]x%f[%W]"), ("foo.bar"):gsub("%f[%w]", "|"), ("abc"):find("%f[%z]"))

--@ null bytes in subjects and patterns
--@ 6.4.1 string.find | 5.2+
print(("a\0b"):find("\0")) print(("a\0b"):match("a%zb") == "a\0b", ("a\0b"):match("[\0]") == "\0", #("\0\0"):match("\0+"), ("a\0b"):gsub("%z", "0"))

--@ null bytes by class z
--@ 6.4.1 string.find
print(("a\0b"):find("%z")) print(("a\0b"):gsub("%Z", "x") == "x\0x", #("\0\0"):match("%z+"))

--@ match starts where it is told
--@ 6.4 string.match
print(("hello"):match("l", 4), ("hello"):match(".", -1), ("hello"):match("^e", 2), ("hello"):match("h", 2), ("hello"):match(".", 10), ("key=val"):match("=(.*)", 2), ("hello"):match("^", 3))

--@ match gives the whole without captures
--@ 6.4 string.match
print(("hello world"):match("wor"), ("hello"):match("z"), ("x=1, y=2"):match("%a=%d", 3)) print(pcall(string.match, "x")) print(pcall(string.match))

--@ gmatch gives all matches
--@ 6.4 string.gmatch
for w in ("one two  three"):gmatch("%a+") do io.write(w, ";") end
for k, v in ("a=1, b=2"):gmatch("(%w+)=(%w+)") do io.write(k, v, ";") end
for p in ("abc"):gmatch("()") do io.write(p, ";") end
for p, c in ("ab"):gmatch("()(.)") do io.write(p, c, ";") end
print()

--@ gmatch of empty matches
--@ 6.4 string.gmatch
for m in ("abc"):gmatch("x*") do io.write("<", m, ">") end
print()

--@ gmatch of empty matches beside others
--@ 6.4 string.gmatch | 5.4
for m in ("xaxx"):gmatch("x*") do io.write("<", m, ">") end
for p, m in ("ab"):gmatch("()(b*)") do io.write(p, "<", m, ">") end
print()

--@ gmatch takes its pattern once
--@ 6.4 string.gmatch
local it = ("a1b2"):gmatch("%a%d")
print(it(), it(), it()) print(pcall(string.gmatch, "x")) print(type(string.gmatch("x", "y")))

--@ gmatch from a position
--@ 6.4 string.gmatch | 5.4
for m in ("abcabc"):gmatch("%a", 4) do io.write(m, " ") end for m in ("abc"):gmatch(".", -1) do io.write(m) end print()

--@ gsub with a string
--@ 6.4 string.gsub
print(("hello"):gsub("l", "L")) print(("hello"):gsub("l", "L", 1)) print(("hello"):gsub("l", "")) print(("hello"):gsub("x", "y")) print(("hello"):gsub("l+", "[%0]")) print(("hello world"):gsub("(%w+) (%w+)", "%2 %1")) print(("abc"):gsub("%w", "%%%0")) print(("abc"):gsub("%w", "%0%0", 2))

--@ gsub with a table
--@ 6.4 string.gsub
print(("$name is $age"):gsub("%$(%w+)", {name = "Bob", age = 42})) print(("abc"):gsub("%w", {a = "1", b = true and "2", c = false})) print(("abc"):gsub(".", {})) print(("abc"):gsub("(a)(b)", {a = "first capture"}))

--@ gsub with a function
--@ 6.4 string.gsub
print(("hello"):gsub("%w", function(c) if c == "l" then return "L" end end)) print(("abc"):gsub("(a)(b)", function(x, y) return y .. x end)) print(("abc"):gsub(".", function() return false end)) print(("a b"):gsub("%w", function(c) return 1 end)) print(("abc"):gsub("()", function(p) return p end))

--@ gsub of empty matches
--@ 6.4 string.gsub
print(("hello"):gsub("", "-")) print((""):gsub("", "x")) print(("abc"):gsub("$", "!")) print(("abc"):gsub("^", ">")) print(("abc"):gsub("x*", "-"))

--@ gsub of empty matches beside others
--@ 6.4 string.gsub | 5.3+
print(("abc"):gsub("b*", "x"))

--@ gsub of empty matches beside others in older versions
--@ 6.4 string.gsub | 5.1-5.2
print(("abc"):gsub("b*", "x")) print((" a  b "):gsub("%s*", "_"))

--@ gsub with an anchor replaces once
--@ 6.4 string.gsub
print(("aaa"):gsub("^a", "z")) print(("baa"):gsub("^a", "z")) print(("aaa"):gsub("a$", "z"))

--@ gsub with a limit
--@ 6.4 string.gsub
print(("aaaa"):gsub("a", "b", 2)) print(("aaaa"):gsub("a", "b", 0)) print(("aaaa"):gsub("a", "b", -1)) print(("aaaa"):gsub("a", "b", 100))

--@ gsub refuses other replacements
--@ 6.4 string.gsub
print(pcall(string.gsub, "x", "x")) print(pcall(string.gsub, "x", "x", true)) print(pcall(string.gsub, "x", "x", nil)) print(pcall(string.gsub, "x", "x", function() return {} end)) print(pcall(string.gsub, "x", "x", {x = print}))

--@ gsub with bad escapes in the replacement
--@ 6.4 string.gsub | 5.2+
print(pcall(string.gsub, "x", "x", "%2")) print(pcall(string.gsub, "x", "(x)", "%2"))

--@ gsub replacement escapes must be known
--@ 6.4 string.gsub | 5.2+
print(pcall(string.gsub, "x", "x", "%z")) print(pcall(string.gsub, "x", "x", "%"))

--@ gsub takes numbers as replacement
--@ 6.4 string.gsub
print(("abc"):gsub("b", 5)) print(("abc"):gsub("b", 1.5)) print(("a1"):gsub("%d", {["1"] = 2}))

--@ gsub tables use index events
--@ 6.4 string.gsub
print(("a b c"):gsub("%w", setmetatable({}, {__index = function(_, k) return k:upper() end})))

--@ gsub callback errors pass
--@ 6.4 string.gsub
print(pcall(string.gsub, "abc", ".", function(c) if c == "b" then error("at " .. c, 0) end end))

--@ gsub whole match is capture one if there is none
--@ 6.4 string.gsub
print(("abc"):gsub("b", "<%1>")) print(("abc"):gsub("(b)()", "%2"))

--@ malformed patterns
--@ 6.4.1 string.find
for _, p in ipairs{"[a", "[^", "[]", "[a-", "[%", "%b", "%bx", "(x", "x)", "%"} do print(p, pcall(string.find, "x", p)) end

--@ malformed back references
--@ 6.4.1 string.find
for _, p in ipairs{"%1", "(x)%2", "(%1)"} do print(p, pcall(string.find, "xx", p)) end

--@ frontier wants a set
--@ 6.4.1 string.find
print(pcall(string.find, "x", "%f")) print(pcall(string.find, "x", "%fa"))

--@ too many captures
--@ 6.4.1 string.find
print(select("#", ("x"):rep(32):find(("(x)"):rep(32)))) print(pcall(string.find, ("x"):rep(40), ("(x)"):rep(33)))

--@ patterns that begin with repetition signs take them as they are
--@ 6.4.1 string.find
print(pcall(string.find, "*", "*")) print(pcall(string.find, "+x", "+x")) print(pcall(string.find, "a?", "?"))

--@ long subjects
--@ 6.4.1 string.find
local s = ("a"):rep(100000) .. "b"
print(s:find("b")) print(#s:match("a*b")) print(#s:match("^(.-)b")) print(select(2, s:gsub("a", "")))

--@ csv split by patterns
--@ 6.4.1 string.gmatch
local out = {}
for field in ("a,b,,d,"):gmatch("([^,]*),") do out[#out + 1] = "<" .. field .. ">" end
print(table.concat(out))

--@ url decoding by gsub
--@ 6.4.1 string.gsub
print((("a%20b%2Fc+d"):gsub("+", " "):gsub("%%(%x%x)", function(h) return string.char(tonumber(h, 16)) end)))

--@ nested quantified sets
--@ 6.4.1 string.match
print(("[[x]]"):match("%[%[(.-)%]%]"), ("key: 'va''l'"):match("^(%w+):%s*'(.*)'$")) print(("0x1F"):match("^0[xX](%x+)$"), ("-12.5e3"):match("^[+-]?%d+%.?%d*[eE]?[+-]?%d*$"))
