// What the bundler gives beside TypeScript: files read as text, stylesheets.
declare module '*.ftl?raw' {
  const text: string;
  export default text;
}
declare module '*.css';
