// Runs beside the TypeScript compiler in an isolate that ends with it: what an operator wrote is data here, and never executed.
// check(libs, typings, source) -> {"code": string | null, "errors": [{line, column, length, code, message}]}
globalThis.check = function (libs, typings, source) {
  "use strict";
  const files = new Map(Object.entries(JSON.parse(libs)).map(([name, text]) => ["/lib/" + name, text]));
  files.set("/signalbox.d.ts", typings);
  files.set("/policy.ts", source);
  // What the default export must be, said where the operator's own file cannot unsay it.
  files.set("/contract.ts", 'import route from "./policy";\nconst contract: RoutePolicy = route;\nvoid contract;\n');
  const options = {
    target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS, moduleResolution: ts.ModuleResolutionKind.Node10, moduleDetection: ts.ModuleDetectionKind.Force,
    lib: ["lib.es2022.d.ts"], types: [], strict: true, noFallthroughCasesInSwitch: true, noImplicitReturns: true, noUncheckedIndexedAccess: false,
    skipLibCheck: true, removeComments: true, newLine: ts.NewLineKind.LineFeed, noEmitOnError: true, allowJs: false, esModuleInterop: false,
  };
  let code = null;
  const host = {
    getSourceFile: (name, version) => (files.has(name) ? ts.createSourceFile(name, files.get(name), version, true) : undefined),
    getDefaultLibFileName: () => "/lib/lib.es2022.d.ts", getDefaultLibLocation: () => "/lib",
    getCurrentDirectory: () => "/", getCanonicalFileName: (name) => name, useCaseSensitiveFileNames: () => true, getNewLine: () => "\n",
    fileExists: (name) => files.has(name), readFile: (name) => files.get(name), directoryExists: (name) => name === "/" || name === "/lib", getDirectories: () => [],
    writeFile: (name, text) => { if (name === "/policy.js") code = text; },
  };
  const program = ts.createProgram({ rootNames: ["/signalbox.d.ts", "/policy.ts", "/contract.ts"], options, host });
  const found = [...program.getSyntacticDiagnostics(), ...program.getGlobalDiagnostics(), ...program.getOptionsDiagnostics(), ...program.getSemanticDiagnostics()];
  const errors = found.filter((d) => d.category === ts.DiagnosticCategory.Error).slice(0, 100).map((d) => {
    const message = ts.flattenDiagnosticMessageText(d.messageText, "\n").slice(0, 1000);
    const isOwn = d.file && d.file.fileName === "/policy.ts";
    const at = isOwn ? d.file.getLineAndCharacterOfPosition(d.start) : { line: 0, character: 0 };
    return {
      line: at.line + 1, column: at.character + 1, length: isOwn ? d.length : 1, code: "TS" + d.code,
      message: isOwn || !d.file ? message : "The default export must be a RoutePolicy: (request, members) => PolicyOrder. " + message,
    };
  });
  // A template is made at one stroke: of a few long texts, it could be longer than all memory.
  const spans = (node) => { let count = ts.isTemplateExpression(node) ? node.templateSpans.length : 0; ts.forEachChild(node, (child) => { count += spans(child); }); return count; };
  for (const file of [program.getSourceFile("/policy.ts")]) {
    const visit = (node) => {
      const isImport = ts.isImportDeclaration(node) || ts.isImportEqualsDeclaration(node) || (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
        || (ts.isExportDeclaration(node) && node.moduleSpecifier);
      if (isImport) {
        const at = file.getLineAndCharacterOfPosition(node.getStart());
        errors.push({ line: at.line + 1, column: at.character + 1, length: node.getWidth(), code: null, message: "A policy is one file: nothing can be imported." });
      }
      if (ts.isTemplateExpression(node) && spans(node) > 32) {
        const at = file.getLineAndCharacterOfPosition(node.getStart());
        errors.push({ line: at.line + 1, column: at.character + 1, length: 1, code: null, message: "A template may have at most 32 substitutions, those of templates within it included." });
        return;
      }
      ts.forEachChild(node, visit);
    };
    visit(file);
  }
  errors.sort((a, b) => a.line - b.line || a.column - b.column);
  if (errors.length === 0) program.emit(program.getSourceFile("/policy.ts"));
  return JSON.stringify({ code: errors.length === 0 ? code : null, errors });
};
