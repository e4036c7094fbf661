-- SPDX-License-Identifier: Apache-2.0
-- Tokens: names, strings, numbers, comments (3.1).

--@ escapes of strings give their bytes
--@ 3.1
print("\a\b\f\n\r\t\v\\\"\'" == "\7\8\12\10\13\9\11\92\34\39")
print(("\0a\0"):byte(1, -1))
print("\65\066\067", "a\
b")

--@ hexadecimal escapes give their bytes
--@ 3.1 | 5.2+
print("\x41\x7a\xfF" == "Az\255", #"\x00\x00")

--@ escape z skips white space and line ends
--@ 3.1 | 5.2+
print("one \z
       two \z   three")

--@ unicode escapes give UTF-8
--@ 3.1 | 5.3+
print(("\u{41}\u{e9}\u{20AC}\u{1F600}"):byte(1, -1))

--@ decimal escape beyond a byte is an error
--@ 3.1
local compile = loadstring or load
print(compile([[return "\300"]], "=x"))

--@ hexadecimal escape without digits is an error
--@ 3.1 | 5.2+
print(load([[return "\xZZ"]], "=x"))

--@ unknown escape is an error
--@ 3.1 | 5.2+
print(load([[return "\q"]], "=x"))

--@ unfinished strings are errors
--@ 3.1
local compile = loadstring or load
print(compile("return 'abc", "=x"))
print(compile("return 'abc\ndef'", "=x"))
print(compile("return [[abc", "=x"))
print(compile("--[[ abc", "=x"))

--@ long strings drop their first line end and know no escapes
--@ 3.1
print([[
first\n]], [==[a]]b]=]c]==], #[[

]], [[]] == "")

--@ long string delimiter must be whole
--@ 3.1
local compile = loadstring or load
print(compile("return [=x", "=x"))

--@ line ends of all kinds count as one in long strings
--@ 3.1
local compile = loadstring or load
for _, e in ipairs{"\n", "\r", "\r\n", "\n\r"} do
  print(compile("return [[a" .. e .. "b]]")() == "a\nb")
end

--@ numbers are written in many ways
--@ 3.1
print(3, 0.5, .5, 5., 314.16e-2, 0.31416E1, 1e2 == 100, 0xff, 0XA, 3e-2)

--@ hexadecimal floats
--@ 3.1 | 5.2+
print(0x0.1E, 0xA23p-4, 0X1.921FB54442D18P+1, 0x.8p0 == 0.5)

--@ malformed numbers are errors
--@ 3.1
local compile = loadstring or load
for _, n in ipairs{"3x", "1e", "0x", "1..2", "0xep", "3.4.5"} do
  print(compile("return " .. n, "=x"))
end

--@ hexadecimal integers wrap where there are integers
--@ 3.1 | 5.3+
print(0xffffffffffffffff, 0x7fffffffffffffff, 9223372036854775807, 9223372036854775808)

--@ comments of both kinds
--@ 3.1
local a = 1 -- to the end
--[[ over
more lines ]] local b = 2
--[==[ with ]] inside ]==] local c = 3
---[[ no long comment
print(a, b, c)
--]]

--@ names may have underscores and digits, keywords may not be names
--@ 3.1
local compile = loadstring or load
local _a1, __, A, a = 1, 2, 3, 4
print(_a1, __, A, a)
print(compile("local end = 1", "=x"))
print(compile("and = 1", "=x"))

--@ goto is a keyword from 5.2 on
--@ 3.1 goto
local compile = loadstring or load
print(compile("local goto = 1", "=x") == nil)

--@ unexpected symbols are named
--@ 3.1
local compile = loadstring or load
print(compile("x = = 1", "=x"))
print(compile("x = 1 $ 2", "=x"))
print(compile("x = }", "=x"))
print(compile("x =", "=x"))
print(compile("x = 'a' 'b'", "=x"))
print(compile("for x", "=x"))

--@ first line of a chunk that begins with # is not skipped by load
--@ 3.1
local compile = loadstring or load
print(compile("#!/bin/lua\nreturn 1", "=x"))
